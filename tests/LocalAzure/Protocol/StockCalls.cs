namespace LocalAzure.Tests.Protocol;

/// <summary>
/// Calls that Azure has for every type, group or subscription, as its clients send them: each is answered, or refused as not modelled with
/// its route, and never as if Azure refused it.
/// </summary>
public sealed class StockCalls
{
    private const string Resources = "2024-03-01";
    private const string Group = $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2";
    private const string Network = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder";

    [Fact]
    public async Task Are_answered_or_not_modelled_with_their_route()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        List<string> wrong = new();
        foreach ((string method, string path, string version) in Calls)
        {
            string? body = method is "POST" or "PUT" or "PATCH" ? "{}" : null;
            Answer answer = await arm.SendAsync(method, path, body, version);
            bool isModelled = answer.Status is >= 200 and < 300;
            bool isNot =
                (answer.Status, answer.Code) == (501, "NotModelled")
                && answer.Message.Contains($"{method} {path.Split('?')[0]}", StringComparison.OrdinalIgnoreCase);
            if (!isModelled && !isNot)
            {
                wrong.Add($"{method} {path}: {answer.Status} {answer.Text}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("DELETE", LocalArm.Subscription)]
    [InlineData("PUT", LocalArm.Subscription)]
    [InlineData("PATCH", $"{Group}/providers/Microsoft.Resources/deployments/d1")]
    [InlineData("DELETE", $"{LocalArm.Subscription}/resources")]
    [InlineData("DELETE", $"{Group}/resources")]
    [InlineData("DELETE", $"{LocalArm.Subscription}/tagNames/team")]
    [InlineData("DELETE", $"{LocalArm.Subscription}/providers/Microsoft.Network")]
    public async Task Beside_a_lock_they_are_as_little_modelled_as_without(string method, string path)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer locked = await arm.PutAsync(
            $"{LocalArm.Subscription}/providers/Microsoft.Authorization/locks/all",
            """{"properties":{"level":"ReadOnly"}}""",
            "2020-05-01"
        );
        Assert.Equal(201, locked.Status);

        Answer answer = await arm.SendAsync(method, path, "{}", Resources);

        Assert.Equal((501, "NotModelled"), (answer.Status, answer.Code));
    }

    private static readonly (string Method, string Path, string Version)[] Calls =
    [
        ("GET", "/providers/Microsoft.VirtualMachineImages/operations", "2025-10-01"),
        ("GET", "/providers/Microsoft.Network/operations", "2024-05-01"),
        ("GET", "/providers/Microsoft.Authorization/providerOperations", "2022-04-01"),
        ("GET", "/providers/Microsoft.Authorization/providerOperations/Microsoft.Compute", "2022-04-01"),
        ("GET", "/providers", Resources),
        ("GET", "/providers/Microsoft.Network", Resources),
        ("GET", "/tenants", "2022-12-01"),
        ("GET", "/subscriptions", "2022-12-01"),
        ("POST", "/providers/Microsoft.Resources/checkResourceName", "2022-12-01"),
        ("POST", "/providers/Microsoft.Resources/calculateTemplateHash", Resources),
        ("GET", "/providers/Microsoft.Management/managementGroups", "2023-04-01"),
        ("POST", "/providers/Microsoft.Management/getEntities", "2023-04-01"),
        ("GET", $"{LocalArm.Subscription}/tagNames", Resources),
        ("PUT", $"{LocalArm.Subscription}/tagNames/team", Resources),
        ("DELETE", $"{LocalArm.Subscription}/tagNames/team", Resources),
        ("PUT", $"{LocalArm.Subscription}/tagNames/team/tagValues/one", Resources),
        ("GET", $"{LocalArm.Subscription}/locations", "2022-12-01"),
        ("POST", $"{LocalArm.Subscription}/providers/Microsoft.Resources/checkZonePeers", "2022-12-01"),
        ("GET", $"{LocalArm.Subscription}/providers", Resources),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Network", Resources),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Network/resourceTypes", Resources),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Network/providerPermissions", Resources),
        ("POST", $"{LocalArm.Subscription}/providers/Microsoft.Network/register", Resources),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Web", Resources),
        ("POST", $"{LocalArm.Subscription}/providers/Microsoft.Web/register", Resources),
        ("GET", $"{LocalArm.Subscription}/operationresults/x", Resources),
        ("POST", $"{LocalArm.Subscription}/exportTemplate", Resources),
        ("POST", $"{Network}/listKeys", "2024-05-01"),
        ("GET", $"{LocalArm.Subscription}/resources", Resources),
        ("GET", $"{LocalArm.Subscription}/resourcegroups", Resources),
        ("POST", $"{Group}/exportTemplate", Resources),
        ("POST", $"{Group}/moveResources", Resources),
        ("POST", $"{Group}/validateMoveResources", Resources),
        ("GET", $"{Group}/resources", Resources),
        ("GET", $"{Group}/providers/Microsoft.Resources/deployments", Resources),
        ("GET", $"{Group}/providers/Microsoft.Resources/deploymentStacks", Resources),
        ("GET", $"{Group}/providers/Microsoft.Resources/tags/default", Resources),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Authorization/classicAdministrators", "2015-07-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Authorization/policySetDefinitions", "2023-04-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Authorization/policyExemptions", "2022-07-01-preview"),
        ("GET", $"{Group}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances", "2020-10-01"),
        ("GET", $"{Group}/providers/Microsoft.Authorization/permissions", "2022-04-01"),
        ("GET", $"{Group}/providers/Microsoft.Authorization/locks", "2020-05-01"),
        ("GET", $"{Network}/CheckIPAddressAvailability?ipAddress=10.0.0.9", "2024-05-01"),
        ("GET", $"{Network}/usages", "2024-05-01"),
        ("GET", $"{Network}/providers/Microsoft.Insights/metrics", "2023-10-01"),
        ("GET", $"{Network}/providers/Microsoft.Insights/diagnosticSettings", "2021-05-01-preview"),
        ("GET", $"{Network}/providers/Microsoft.Resources/links", "2016-09-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Insights/eventtypes/management/values", "2015-04-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Network/locations/eastus2/usages", "2024-05-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Network/locations/eastus2/serviceTags", "2024-05-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Compute/locations/eastus2/usages", "2024-07-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Compute/locations/eastus2/vmSizes", "2024-07-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Compute/skus", "2021-07-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Compute/disks", "2024-03-02"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Compute/snapshots", "2024-03-02"),
        ("POST", $"{LocalArm.Subscription}/providers/Microsoft.Storage/checkNameAvailability", "2024-01-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.Storage/skus", "2024-01-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.VirtualMachineImages/imageTemplates", "2024-02-01"),
        ("GET", $"{LocalArm.Subscription}/providers/Microsoft.ContainerInstance/containerGroups", "2023-05-01"),
        (
            "GET",
            $"{LocalArm.Subscription}/providers/Microsoft.ContainerInstance/locations/eastus2/capabilities",
            "2023-05-01"
        ),
        (
            "POST",
            $"{LocalArm.Subscription}/providers/Microsoft.PolicyInsights/policyStates/latest/summarize",
            "2019-10-01"
        ),
        ("GET", "/providers/Microsoft.ResourceGraph/operations", "2022-10-01"),
        ("GET", "/providers/Microsoft.Capacity/reservationOrders", "2022-11-01"),
        ("POST", "/batch", "2020-06-01"),
    ];
}
