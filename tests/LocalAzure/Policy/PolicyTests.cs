using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Policy;

public sealed class PolicyTests
{
    private const string Version = "2023-04-01";
    private const string Assignment =
        LocalArm.Subscription + "/providers/Microsoft.Authorization/policyAssignments/places";
    private const string AllowedLocations =
        "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c";

    [Fact]
    public async Task A_denied_location_is_foretold_and_refused()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await AssignAsync(arm);
        Answer foretold = await arm.PostAsync(
            $"{LocalArm.Subscription}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions",
            """{"resourceDetails":{"resourceContent":{"type":"Microsoft.ManagedIdentity/userAssignedIdentities","location":"eastus2"}}}""",
            "2023-03-01"
        );
        JsonNode evaluation = foretold.Json!["contentEvaluationResult"]!["policyEvaluations"]![0]!;
        Assert.Equal("NonCompliant", evaluation["evaluationResult"]!.GetValue<string>());

        Answer refused = await arm.PutAsync(
            $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-one",
            """{"location":"eastus2"}""",
            "2023-01-31"
        );
        Assert.Equal((403, "RequestDisallowedByPolicy"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task What_no_policy_objects_to_is_compliant()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await AssignAsync(arm);
        Answer answer = await arm.PostAsync(
            $"{LocalArm.Subscription}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions",
            """{"resourceDetails":{"resourceContent":{"type":"Microsoft.Compute/images","location":"westeurope"}}}""",
            "2023-03-01"
        );
        Assert.Empty(answer.Json!["contentEvaluationResult"]!["policyEvaluations"]!.AsArray());
    }

    private static async Task AssignAsync(LocalArm arm)
    {
        Answer made = await arm.PutAsync(
            Assignment,
            $$$$$"""{"properties":{"policyDefinitionId":"{{{{{AllowedLocations}}}}}","parameters":{"listOfAllowedLocations":{"value":["westeurope"]}}}}""",
            Version
        );
        Assert.Equal(201, made.Status);
    }
}
