package social.skein.fault;

import java.util.Random;

/** The input of a fault: the deployment, its users, the intensity, and the source of randomness. */
record FaultContext(FaultDeployment deployment, UserRing users, FaultIntensity intensity, Random random) {}
