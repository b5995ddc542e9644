using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Guests;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The extensions of a machine or of an instance. None runs: one that gets what it needs is installed, and that of health reports a state
/// that fault rules can change. Source: azure-rest-api-specs, VirtualMachineExtension.
/// </summary>
internal sealed class MachineExtensions(ResourceContext context, MachineFaults faults, string owner)
    : ComputeType(
        context,
        $"{owner}/extensions",
        [.. Specification.VersionsOf($"{VirtualMachines.TypeName}/extensions")]
    )
{
    private const string Health = "health";

    // Extensions of instances have no location.
    protected override bool IsTracked => ArmPath.Same(owner, VirtualMachines.TypeName);

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        string machine = request.Path.Parent!.Id;
        JsonObject own = body.Copy();
        own["name"] = request.Path.Name;
        IEnumerable<JsonNode> others = Of(Context.Store, machine)
            .Where(one => !ArmPath.Same(one.Id, request.Path.Id))
            .Select(one => one.Body);
        ExtensionCatalogue.Check([.. others, own]);
        if (Context.Store.Find(machine) is { } found)
        {
            RunCommands.RefuseUnlessRunning(found);
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties.Remove("protectedSettings");
        if (ExtensionCatalogue.IsHealth(properties))
        {
            hidden[Health] = StateOf(request.Path.Parent!.Id, faults);
        }
    }

    protected override ArmError? Created(StoredResource resource) =>
        ExtensionCatalogue.Failure(
            resource.Name,
            resource.Body["properties"],
            Context.Store.Find(ArmPath.Parse(resource.Id).Parent!.Id)?.Body.At("identity", "type").Text() ?? ""
        );

    /// <summary>The extensions of a machine.</summary>
    public static IEnumerable<StoredResource> Of(ResourceStore store, string machine) =>
        store
            .Under($"{machine}/extensions/")
            .Where(one => one.Type.EndsWith("/extensions", StringComparison.OrdinalIgnoreCase));

    /// <summary>Installs the extensions of a model on an instance, instead of those that it has.</summary>
    /// <param name="context">The services.</param>
    /// <param name="faults">The fault rules.</param>
    /// <param name="machine">The machine or the instance.</param>
    /// <param name="extensions">Each with a name and properties; null for those that it has.</param>
    public static void Install(
        ResourceContext context,
        MachineFaults faults,
        StoredResource machine,
        IEnumerable<JsonNode>? extensions
    )
    {
        StoredResource[] before = [.. Of(context.Store, machine.Id)];
        foreach (JsonNode extension in extensions?.ToArray() ?? [.. before.Select(one => one.Body)])
        {
            string id = $"{machine.Id}/extensions/{extension.At("name").Text()}";
            JsonObject properties = extension.At("properties").Object()?.Copy() ?? [];
            properties.Remove("protectedSettings");
            properties["provisioningState"] = "Succeeded";
            JsonObject document = new()
            {
                ["id"] = id,
                ["name"] = extension.At("name")?.DeepClone(),
                ["type"] = $"{machine.Type}/extensions",
                ["properties"] = properties,
            };
            if (machine.Type == VirtualMachines.TypeName)
            {
                document["location"] = machine.Body["location"]?.DeepClone();
            }
            JsonObject? hidden = ExtensionCatalogue.IsHealth(properties)
                ? new JsonObject { [Health] = StateOf(machine.Id, context.Store, faults) }
                : null;
            context.Store.Put(new StoredResource(id, $"{machine.Type}/extensions", document, hidden));
        }
        foreach (StoredResource old in before)
        {
            if (extensions?.Any(one => ArmPath.Same(one.At("name").Text(), old.Name)) == false)
            {
                context.Store.Remove(old.Id);
            }
        }
    }

    /// <summary>
    /// The state that the extension of a machine reports: Healthy, Unhealthy, Unknown or Initializing; null without the extension.
    /// </summary>
    public static string? HealthOf(ResourceStore store, StoredResource machine) =>
        Of(store, machine.Id).Select(one => one.Hidden.At(Health).Text()).FirstOrDefault(state => state is not null)
            is not { } state
            ? null
        : machine.Body.At("properties", "provisioningState").Text() == "Creating" ? "Initializing"
        : MachineActions.PowerOf(machine) == "running" ? state
        : "Unknown";

    /// <summary>The extensions of a machine as its view writes them.</summary>
    public static JsonArray ViewOf(ResourceStore store, string machine) =>
        new([
            .. Of(store, machine)
                .Select(one =>
                {
                    bool isInstalled = one.Body.At("properties", "provisioningState").Text() == "Succeeded";
                    return (JsonNode)
                        new JsonObject
                        {
                            ["name"] = one.Name,
                            ["type"] = ExtensionCatalogue.HandlerOf(one.Body["properties"]),
                            ["typeHandlerVersion"] = one.Body.At("properties", "typeHandlerVersion")?.DeepClone(),
                            ["statuses"] = new JsonArray(
                                new JsonObject
                                {
                                    ["code"] = isInstalled
                                        ? "ProvisioningState/succeeded"
                                        : "ProvisioningState/failed/1",
                                    ["level"] = isInstalled ? "Info" : "Error",
                                    ["displayStatus"] = isInstalled ? "Provisioning succeeded" : "Provisioning failed",
                                }
                            ),
                        };
                }),
        ]);

    private string StateOf(string machine, MachineFaults rules) => StateOf(machine, Context.Store, rules);

    // A deployment's look at a request starts nothing.
    private static string StateOf(string machine, ResourceStore store, MachineFaults rules) =>
        Foresight.Current is null
        && store.Find(machine)?.Body.At("properties", "storageProfile") is { } profile
        && rules.HealthOf(machine, ImageReferences.NameOf(profile)) is { } state
            ? state
            : "Healthy";
}
