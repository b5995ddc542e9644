using Jumpbox.Azure.Arm;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using static Jumpbox.Azure.Tests.Facts.PaperWorlds;

namespace Jumpbox.Azure.Tests.Facts;

public sealed class GatheringFacts
{
    [Fact]
    public async Task A_world_of_the_recommended_form_has_nothing_to_find() =>
        AssertClean(await Recommended().WithIdentity().CheckAsync());

    [Fact]
    public async Task A_world_of_the_original_form_has_nothing_to_find() =>
        AssertClean(await Original().WithIdentity().CheckAsync());

    [Fact]
    public async Task A_regulated_hub_and_spoke_network_with_a_firewall_in_another_subscription_has_nothing_to_find() =>
        AssertClean(await HubAndSpoke().WithIdentity().CheckAsync());

    [Fact]
    public async Task Nothing_is_asked_twice()
    {
        PaperAzure azure = HubAndSpoke().WithIdentity();
        await azure.CheckAsync();
        string[] reads = [.. azure.Requests.Where(request => !request.StartsWith("POST", StringComparison.Ordinal))];
        Assert.Equal(reads.Distinct(StringComparer.OrdinalIgnoreCase), reads);
        // Four of them list the private DNS zones and forwarding rulesets of the two subscriptions, two judge roles by the policies.
        Assert.InRange(azure.Requests.Count, 25, 60);
    }

    [Fact]
    public async Task What_no_check_needs_is_not_asked()
    {
        PaperAzure azure = Recommended();
        Dictionary<string, string> all = CheckRegistry.Ids.ToDictionary(id => id, _ => "looked at by hand");
        all.Remove("providers");
        await azure.CheckAsync(all);
        Assert.All(
            azure.Requests,
            request => Assert.Contains("/providers/Microsoft.", request, StringComparison.Ordinal)
        );
        Assert.Equal(7, azure.Requests.Count);
    }

    [Theory]
    [InlineData(Spoke, "subnet-exists")]
    [InlineData(Usages, "vm-quota")]
    [InlineData(Sizes, "vm-size")]
    [InlineData(ContainerUsages, "container-quota")]
    [InlineData(BaseImage, "base-image")]
    [InlineData(BuilderGroup, "resource-groups")]
    [InlineData(Identity, "builder-rights")]
    [InlineData($"{Subscription}/providers/Microsoft.VirtualMachineImages", "region")]
    [InlineData($"{Subscription}/providers/Microsoft.VirtualMachineImages/imageTemplates", "templates")]
    [InlineData($"{Subscription}/providers/Microsoft.Authorization/permissions", "operator-rights")]
    [InlineData($"{Subscription}/providers/Microsoft.Authorization/permissions", "log-rights")]
    public async Task A_refused_fact_is_unknown_and_never_a_pass(string path, string check)
    {
        CheckResult result = (await Recommended().WithIdentity().Refuse(path).CheckAsync()).Single(one =>
            one.Id == check
        );
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains(
            "AuthorizationFailed (403)",
            result.Findings.MaxBy(one => one.Status)!.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refused_sign_in_ends_the_run() =>
        await Assert.ThrowsAsync<AzureFailure>(() => Recommended().Refuse(Usages, 401).CheckAsync());

    [Fact]
    public async Task A_group_that_is_not_there_has_the_rights_of_its_subscription()
    {
        PaperAzure azure = Recommended().Remove(BuilderGroup).Remove(Permissions(BuilderGroup));
        azure.Put(Permissions(Subscription), """{"value":[{"actions":["*/read"],"notActions":[]}]}""");
        Finding finding = await azure.WorstAsync("operator-rights");
        Assert.Equal(CheckStatus.Fail, finding.Status);
    }

    private static void AssertClean(IReadOnlyList<CheckResult> results) =>
        Assert.Empty(
            results
                .Where(result => result.Status > CheckStatus.Skipped)
                .Select(result => $"{result.Id}: {result.Findings.MaxBy(finding => finding.Status)!.Message}")
        );
}
