// Each client creates, reads, updates, lists and deletes; the first surprise ends the run with exit code 1.
import assert from "node:assert/strict";
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { ComputeManagementClient } from "@azure/arm-compute";
import { ImageBuilderClient } from "@azure/arm-imagebuilder";
import { ManagedServiceIdentityClient } from "@azure/arm-msi";
import { NetworkManagementClient } from "@azure/arm-network";
import { ResourceManagementClient } from "@azure/arm-resources";
import { ContainerClient } from "@azure/storage-blob";

const { LOCALAZURE_ENDPOINT: endpoint, LOCALAZURE_TOKEN: arm, LOCALAZURE_STORAGE_TOKEN: storage } = process.env;
const subscription = process.env.LOCALAZURE_SUBSCRIPTION;
const credential = (token) => ({ getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) });
const options = { endpoint, credentials: { scopes: ["https://management.azure.com/.default"] } };
const make = (Client) => new Client(credential(arm), subscription, options);
const fast = { updateIntervalInMs: 50, intervalInMs: 50 };
const location = "eastus2";
const group = "rg-javascript";

const all = async (pages) => {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
};

const resources = make(ResourceManagementClient);
const made = await resources.resourceGroups.createOrUpdate(group, { location, tags: { by: "javascript" } });
assert.equal(made.properties.provisioningState, "Succeeded");
assert.equal((await resources.resourceGroups.checkExistence(group)).body, true);
const tagged = await all(resources.resourceGroups.list({ filter: "tagName eq 'by'" }));
assert.deepEqual(tagged.map((one) => one.name), [group]);
assert.equal((await resources.providers.get("Microsoft.Network")).registrationState, "Registered");
console.log("arm-resources: groups, tags, providers");

const network = make(NetworkManagementClient);
const space = { addressPrefixes: ["10.77.0.0/24"] };
await network.virtualNetworks.beginCreateOrUpdateAndWait(group, "vnet-js", { location, addressSpace: space }, fast);
const subnet = await network.subnets.beginCreateOrUpdateAndWait(
  group,
  "vnet-js",
  "snet-a",
  { addressPrefix: "10.77.0.0/26" },
  fast,
);
assert.equal(subnet.provisioningState, "Succeeded");
assert.equal((await network.virtualNetworks.get(group, "vnet-js")).subnets.length, 1);
assert.equal((await all(network.subnets.list(group, "vnet-js"))).length, 1);
await assert.rejects(
  () => network.subnets.beginCreateOrUpdateAndWait(group, "vnet-js", "snet-b", { addressPrefix: "10.78.0.0/26" }, fast),
  (error) => error.code === "NetcfgSubnetRangeOutsideVnet",
);
await network.subnets.beginDeleteAndWait(group, "vnet-js", "snet-a", fast);
console.log("arm-network: networks and subnets, long-running, and an error with its code");

const identities = make(ManagedServiceIdentityClient);
const identity = await identities.userAssignedIdentities.createOrUpdate(group, "id-js", { location });
const updated = await identities.userAssignedIdentities.update(group, "id-js", { tags: { a: "b" } });
assert.equal(updated.principalId, identity.principalId);
console.log("arm-msi: identities, PATCH");

const access = make(AuthorizationManagementClient);
const [reader] = await all(access.roleDefinitions.list(made.id, { filter: "roleName eq 'Reader'" }));
const assignment = await access.roleAssignments.create(made.id, crypto.randomUUID(), {
  roleDefinitionId: reader.id,
  principalId: identity.principalId,
  principalType: "ServicePrincipal",
});
const found = await all(access.roleAssignments.listForScope(made.id, { filter: `principalId eq '${identity.principalId}'` }));
assert.deepEqual(found.map((one) => one.id), [assignment.id]);
await access.roleAssignments.deleteById(assignment.id);
console.log("arm-authorization: definitions, assignments, filters");

const compute = make(ComputeManagementClient);
const versions = await compute.virtualMachineImages.list(location, "Canonical", "ubuntu-24_04-lts", "server");
assert.ok(versions.length > 0);
assert.ok((await all(compute.usageOperations?.list(location) ?? compute.usage.list(location))).length > 0);
console.log("arm-compute: marketplace versions, usages");

const builder = make(ImageBuilderClient);
await assert.rejects(
  () => builder.virtualMachineImageTemplates.get(group, "none"),
  (error) => error.statusCode === 404,
);
assert.deepEqual(await all(builder.virtualMachineImageTemplates.listByResourceGroup(group)), []);
console.log("arm-imagebuilder: list, not found");

const contributor = (await all(access.roleDefinitions.list(made.id, { filter: "roleName eq 'Contributor'" })))[0];
const grant = await access.roleAssignments.create(made.id, crypto.randomUUID(), {
  roleDefinitionId: contributor.id,
  principalId: identity.principalId,
  principalType: "ServicePrincipal",
});
const templates = builder.virtualMachineImageTemplates;
const template = await templates.beginCreateOrUpdateAndWait(
  group,
  "imgt-js",
  {
    location,
    identity: { type: "UserAssigned", userAssignedIdentities: { [identity.id]: {} } },
    source: { type: "PlatformImage", publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: versions[0].name },
    customize: [{ type: "Shell", name: "hello", inline: ["echo hello"] }],
    distribute: [
      {
        type: "ManagedImage",
        runOutputName: "out",
        imageId: `${made.id}/providers/Microsoft.Compute/images/img-js`,
        location,
      },
    ],
  },
  fast,
);
assert.equal(template.provisioningState, "Succeeded");
await templates.beginRunAndWait(group, "imgt-js", fast);
assert.equal((await templates.get(group, "imgt-js")).lastRunStatus.runState, "Succeeded");
const output = await templates.getRunOutput(group, "imgt-js", "out");
assert.equal((await compute.images.get(group, "img-js")).id.toLowerCase(), output.artifactId.toLowerCase());
console.log("arm-imagebuilder: template, run, run output; arm-compute: the image");

const staging = template.exactStagingResourceGroup.split("/").at(-1);
const accounts = await all(
  resources.resources.listByResourceGroup(staging, { filter: "resourceType eq 'Microsoft.Storage/storageAccounts'" }),
);
await access.roleAssignments.create(accounts[0].id, crypto.randomUUID(), {
  roleDefinitionId: (await all(access.roleDefinitions.list(made.id, { filter: "roleName eq 'Storage Blob Data Reader'" })))[0].id,
  principalId: process.env.LOCALAZURE_PRINCIPAL,
  principalType: "User",
});
const container = new ContainerClient(`${endpoint}/${accounts[0].name}/packerlogs`, credential(storage));
const blobs = await all(container.listBlobsFlat());
const log = blobs.find((one) => one.name.endsWith("customization.log"));
const text = (await container.getBlobClient(log.name).downloadToBuffer()).toString();
assert.ok(text.includes("hello"), text);
console.log("storage-blob: list, properties, download");

await templates.beginDeleteAndWait(group, "imgt-js", fast);
await assert.rejects(() => templates.get(group, "imgt-js"), (error) => error.statusCode === 404);
await compute.images.beginDeleteAndWait(group, "img-js", fast);
await access.roleAssignments.deleteById(grant.id);
console.log("arm-imagebuilder: the template is gone");

await identities.userAssignedIdentities.delete(group, "id-js");
await resources.resourceGroups.beginDeleteAndWait(group, fast);
assert.equal((await resources.resourceGroups.checkExistence(group)).body, false);
console.log("arm-resources: the group with all in it is gone");
