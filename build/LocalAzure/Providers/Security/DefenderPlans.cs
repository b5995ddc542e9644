using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Security;

/// <summary>
/// The plans of Microsoft Defender for Cloud in a subscription; each is free until it is changed. Source: REST API "Pricings". What a plan
/// costs and does is not modelled.
/// </summary>
internal sealed class DefenderPlans(ResourceContext context) : StoredType(context, TypeName, "2023-01-01", "2024-01-01")
{
    public const string TypeName = "Microsoft.Security/pricings";
    private const string Servers = "VirtualMachines";

    protected override bool IsTracked => false;

    protected override int StatusOfPut(bool isNew) => 200;

    /// <summary>Whether Defender for Servers is on in a subscription, with Plan 2. Without a sub-plan, Standard is Plan 2.</summary>
    public static bool HasServersPlan2(ResourceStore store, string subscription) =>
        store.Find($"/subscriptions/{subscription}/providers/{TypeName}/{Servers}")?.Body["properties"] is { } plan
        && plan["pricingTier"].Text() == "Standard"
        && plan["subPlan"].Text() is null or "P2";

    protected override ArmResponse Get(ArmRequest request) =>
        Find(request.Path) is null && ArmPath.Same(request.Path.Name, Servers)
            ? ArmResponse.Ok(
                new JsonObject
                {
                    ["id"] = request.Path.Id,
                    ["name"] = Servers,
                    ["type"] = TypeName,
                    ["properties"] = new JsonObject { ["pricingTier"] = "Free" },
                }
            )
            : base.Get(request);
}
