using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Settings;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Security;

/// <summary>
/// Just-in-time policies: which ports of which virtual machines may be asked for, and for how long. A request is recorded; no rule of a
/// security group changes. Source: Azure/bicep-types-az, Microsoft.Security; hashicorp/terraform-provider-azurerm#3661 (a body that is
/// taken); Defender for Cloud, "Enable just-in-time access on VMs" (the plan). Instances of uniform scale sets are not virtual machines. The codes of the refusals are not documented.
/// </summary>
internal sealed class AccessPolicies(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Security/locations/jitNetworkAccessPolicies";
    private const string Machines = "Microsoft.Compute/virtualMachines";
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    protected override bool IsTracked => false;

    // A region is no resource.
    protected override void CheckParent(ArmPath path) { }

    protected override ArmError? Judge(ArmRequest request, IReadOnlyList<SpecificationProblem> problems) =>
        Invalid(problems[0].Path, $"'{problems[0].Path}' is invalid: {problems[0].Kind}.").Error;

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        if (!DefenderPlans.HasServersPlan2(Context.Store, request.Path.SubscriptionId!))
        {
            throw Invalid(
                "jitNetworkAccessPolicies",
                $"Just-in-time access needs Microsoft Defender for Servers Plan 2 on the subscription '{request.Path.SubscriptionId}'."
            );
        }
        foreach (JsonNode machine in body.At("properties", "virtualMachines").Items())
        {
            string id = machine.At("id").Text() ?? "";
            Foresight.Apart(() => CheckMachine(id));
            foreach (JsonNode port in machine.At("ports").Items())
            {
                CheckDuration(port.At("maxRequestAccessDuration").Text());
            }
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        document["kind"] ??= "Basic";
        document["location"] = request.Path.Parent!.Name;
        document.Ensure("properties")["requests"] =
            existing?.Body.At("properties", "requests")?.DeepClone() ?? new JsonArray();
    }

    // POST …/initiate.
    protected override ArmResponse Act(ArmRequest request, string action)
    {
        StoredResource policy = Find(request.Path) ?? throw NotFound(request.Path);
        if (!ArmPath.Same(action, "initiate"))
        {
            throw Unsupported(request, action);
        }
        JsonNode[] asked = [.. request.RequireBody()["virtualMachines"].Items()];
        foreach (JsonNode machine in asked)
        {
            JsonNode[] open = [.. PortsOf(policy, machine.At("id").Text())];
            foreach (JsonNode port in machine.At("ports").Items())
            {
                if (!open.Any(one => one.At("number").Number() == port.At("number").Number()))
                {
                    throw Invalid(
                        "ports",
                        $"The policy '{policy.Name}' does not have port {port.At("number")} of '{machine.At("id").Text()}'."
                    );
                }
            }
        }
        JsonObject entry = new()
        {
            ["virtualMachines"] = new JsonArray([.. asked.Select(one => one.DeepClone())]),
            ["startTimeUtc"] = Operations.Stamp(Context.Now),
            ["requestor"] = request.Caller.ObjectId,
        };
        Context.Store.Update(
            policy.Id,
            (body, _) => (body.At("properties", "requests") as JsonArray)!.Add(entry.DeepClone())
        );
        return new ArmResponse(202, entry);
    }

    private static IEnumerable<JsonNode> PortsOf(StoredResource policy, string? machine) =>
        policy
            .Body.At("properties", "virtualMachines")
            .Items()
            .Where(one => ArmPath.Same(one.At("id").Text(), machine))
            .SelectMany(one => one.At("ports").Items());

    private void CheckMachine(string id)
    {
        Foresight.Read(id);
        if (!ArmPath.Same(ArmPath.Parse(id).Type, Machines) || Context.Store.Find(id) is null)
        {
            throw Invalid("virtualMachines", $"The virtual machine '{id}' does not exist.");
        }
    }

    private static void CheckDuration(string? text)
    {
        if (Durations.OfIso(text) is { } given && given > TimeSpan.Zero && given <= Longest)
        {
            return;
        }
        throw Invalid(
            "maxRequestAccessDuration",
            $"The value '{text}' of maxRequestAccessDuration must be a duration of at most 24 hours, for example PT3H."
        );
    }

    private static ArmException Invalid(string target, string message) => new(400, "InvalidInput", message, target);
}
