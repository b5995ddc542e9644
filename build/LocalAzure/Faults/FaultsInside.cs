using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Faults;

/// <summary>Applies the rules for what a deployment does: the requests for its resources do not pass the HTTP front.</summary>
internal sealed class FaultsInside(FaultPlan plan, TimeProvider clock)
{
    /// <summary>Waits as a rule says, and returns the answer that replaces the request's effect; null to continue.</summary>
    public async Task<ArmResponse?> DisturbAsync(string method, string path, CancellationToken cancellationToken)
    {
        switch (plan.InsideDeployment(method, path))
        {
            case { Kind: FaultKind.Answer } rule:
                return new ArmResponse(rule.Status, rule.Body?.DeepClone());
            // The assignment seems to exist, and a read does not find it.
            case { Kind: FaultKind.LoseRoleAssignment } when method == "PUT":
                return new ArmResponse(201, new JsonObject { ["id"] = path });
            case { Kind: FaultKind.Delay or FaultKind.Stall } rule:
                await Task.Delay(rule.Duration ?? Timeout.InfiniteTimeSpan, clock, cancellationToken);
                return null;
            default:
                return null;
        }
    }
}
