using LocalAzure.Faults;
using LocalAzure.Settings;
using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Faults;

/// <summary>Fault rules for what a deployment does itself, such as the role assignments of a template.</summary>
public sealed class InsideDeployments
{
    private const string Resources = """
        {"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"id-x","location":"eastus2"},
        {"type":"Microsoft.Authorization/roleAssignments","apiVersion":"2022-04-01","name":"[guid('x')]",
         "dependsOn":["id-x"],"properties":{"principalType":"ServicePrincipal",
         "principalId":"[reference('id-x').principalId]",
         "roleDefinitionId":"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions','acdd72a7-3385-48ef-bd42-f606fba81ae7')]"}}
        """;

    [Fact]
    public async Task A_role_assignment_of_a_template_fails_as_the_rule_says()
    {
        (Answer done, LocalArm arm) = await RunAsync(
            """
            {"rules":[{"in":"deployment","method":"PUT","path":"*/roleAssignments/*","answer":{"status":400,
             "body":{"error":{"code":"PrincipalNotFound","message":"Principal x does not exist in the directory."}}}}]}
            """
        );
        await using LocalArm _ = arm;

        Assert.Equal("Failed", done.State);
        Assert.Contains("PrincipalNotFound", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_assignment_of_a_template_can_be_lost()
    {
        (Answer done, LocalArm arm) = await RunAsync(
            """{"rules":[{"in":"deployment","path":"*/roleAssignments/*","loseRoleAssignment":true}]}"""
        );
        await using LocalArm _ = arm;

        Assert.Equal("Succeeded", done.State);
        Answer listed = await arm.GetAsync(
            $"{LocalArm.Subscription}/resourceGroups/rg-inside/providers/Microsoft.Authorization/roleAssignments",
            "2022-04-01"
        );
        Assert.DoesNotContain("rg-inside/providers/Microsoft.Authorization", listed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_for_clients_does_not_count_what_a_deployment_does()
    {
        (Answer done, LocalArm arm) = await RunAsync(
            """{"rules":[{"path":"*/roleAssignments/*","answer":{"status":503}}]}"""
        );
        await using LocalArm _ = arm;

        Assert.Equal("Succeeded", done.State);
    }

    [Fact]
    public void A_fault_of_the_connection_is_not_possible_inside()
    {
        LocalAzureException error = Assert.Throws<LocalAzureException>(() =>
            FaultPlan.Parse("""{"rules":[{"in":"deployment","drop":"before"},{"in":"moon","delay":1}]}""")
        );

        Assert.Contains("rules[0].in", error.Message, StringComparison.Ordinal);
        Assert.Contains("rules[1].in", error.Message, StringComparison.Ordinal);
    }

    private static async Task<(Answer Done, LocalArm Arm)> RunAsync(string faults)
    {
        LocalArm arm = await LocalArm.StartAsync(new() { Faults = FaultPlan.Parse(faults) });
        string group = await Deploying.GroupAsync(arm, "rg-inside");
        Answer done = await Deploying.RunAsync(arm, Deploying.At(group), Deploying.Body(Deploying.Template(Resources)));
        return (done, arm);
    }
}
