// Reads Kubernetes objects as a JSON array from stdin and validates each against the schema of its kind; then parses
// the given Terraform files. Prints a sentence for each fault and exits with 1.
const { readFileSync } = require('fs');
const { parse } = require('@cdktf/hcl2json');

// The packages of the kinds that are not part of Kubernetes.
const PACKAGES = {
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
};

function fault(object) {
  const kinds = require(`${PACKAGES[object.apiVersion.split('/')[0]] || 'kubernetes-models'}/${object.apiVersion}`);
  if (!kinds[object.kind]) return `${object.apiVersion} has no ${object.kind}`;
  try {
    new kinds[object.kind](object).validate();
  } catch (wrong) {
    return `${object.kind} ${object.metadata.name}: ${wrong.message}`;
  }
}

async function main() {
  const faults = JSON.parse(readFileSync(0, 'utf8')).map(fault).filter(Boolean);
  for (const file of process.argv.slice(2)) {
    await parse(file, readFileSync(file, 'utf8')).catch((wrong) => faults.push(wrong.message));
  }
  if (faults.length) {
    console.log(faults.join('\n'));
    process.exit(1);
  }
}

main();
