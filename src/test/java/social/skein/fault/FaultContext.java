package social.skein.fault;

import java.util.Random;

/** Where something goes wrong, how much of it, and what chooses where there is a choice. */
record FaultContext(FaultDeployment deployment, UserRing users, FaultIntensity intensity, Random random) {}
