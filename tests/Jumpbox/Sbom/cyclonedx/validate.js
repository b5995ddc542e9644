// Prints nothing for a valid CycloneDX 1.6 document, otherwise the first errors; the exit code says the same.
const { readFileSync } = require('node:fs');
const { Spec, Validation } = require('@cyclonedx/cyclonedx-library');

new Validation.JsonStrictValidator(Spec.Version.v1dot6)
  .validate(readFileSync(process.argv[2], 'utf8'))
  .then((error) => {
    if (error !== null) {
      console.log(JSON.stringify(error, null, 2).slice(0, 4000));
      process.exit(1);
    }
  });
