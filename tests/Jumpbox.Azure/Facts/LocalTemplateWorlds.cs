using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Customizer;
using Jumpbox.Settings;
using static Jumpbox.Azure.Tests.Facts.PaperWorlds;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>The rows of the failure catalogue that are about image templates, their steps and their staging group.</summary>
public sealed class LocalTemplateWorlds
{
    private const string OwnStaging = $"buildVm.stagingResourceGroup={Staging}";

    // Contributor and Network Contributor, as Azure numbers them.
    private const string Contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private const string NetworkContributor = "4d97b98b-1d4f-4787-a291-c67834d212e7";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_7_A_template_that_failed_is_named_and_the_chain_deletes_it()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Groups());
        Assert.Equal("Failed", await world.PutTemplateAsync("imgt-1", Identity));
        Finding finding = Assert.Single(
            await world.FindingsAsync("templates"),
            one => one.Evidence.ContainsKey("provisioningState")
        );
        Assert.Equal((CheckStatus.Pass, "Failed"), (finding.Status, finding.Evidence["provisioningState"]));
        Assert.Contains("the target Template deletes it first", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_12_A_template_has_lost_its_identity()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Groups());
        await GrantAsync(world, Spoke, NetworkContributor);
        Assert.Equal("Succeeded", await world.PutTemplateAsync("imgt-1", Identity));
        await world.Session.Identities.DeleteAsync(ResourceId.Parse(Identity), Cancel);
        Finding finding = await world.WorstAsync("templates");
        Assert.Equal((CheckStatus.Warn, Identity), (finding.Status, finding.Evidence["identity"]));
        Assert.Contains("--target=Identity", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_14_A_failed_build_VM_would_be_left()
    {
        Finding finding = await WarnsAsync("build-timeout", "buildVm.onCustomizerError=abort");
        Assert.Equal("abort", finding.Evidence["onCustomizerError"]);
        Assert.Equal("buildVm.onCustomizerError=cleanup", finding.Cure!.Text);
    }

    [Fact]
    public Task Row_16_The_staging_group_belongs_to_another_template() =>
        LocalWorlds.FailsAsync(
            "staging-group",
            $$$$"""{"resources":[{"id":"{{{{Staging}}}}","location":"eastus2","tags":{"imageTemplateName":"other"} }]}""",
            "imageTemplateName",
            "other",
            "az group create",
            OwnStaging
        );

    [Fact]
    public Task Row_16_The_staging_group_is_not_empty() =>
        LocalWorlds.FailsAsync(
            "staging-group",
            $$$$"""
            {"resources":[{"id":"{{{{Staging}}}}","location":"eastus2"},
            {"id":"{{{{Staging}}}}/providers/Microsoft.Network/routeTables/rt-left","location":"eastus2","properties":{} }]}
            """,
            "resources",
            $"{Staging}/providers/Microsoft.Network/routeTables/rt-left",
            "az group create",
            OwnStaging
        );

    [Fact]
    public async Task Row_16_The_staging_group_is_used_by_a_template()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            Groups($$$$""",{"id":"{{{{Staging}}}}","location":"eastus2"}""")
        );
        await GrantAsync(world, Spoke, NetworkContributor);
        await GrantAsync(world, Staging, Contributor);
        Assert.Equal("Succeeded", await world.PutTemplateAsync("imgt-other", Identity, Staging));
        Finding finding = Assert.Single(
            await world.FindingsAsync("staging-group", OwnStaging),
            one => one.Evidence.ContainsKey("template")
        );
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.EndsWith("imgt-other", finding.Evidence["template"], StringComparison.Ordinal);
        Assert.Contains(" -n rg-staging-2 -l ", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_16_A_staging_group_that_is_empty_and_free_passes()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            Groups($$$$""",{"id":"{{{{Staging}}}}","location":"eastus2"}""")
        );
        Assert.Equal(CheckStatus.Pass, (await world.WorstAsync("staging-group", OwnStaging)).Status);
    }

    [Theory]
    [InlineData("20", CheckStatus.Warn)]
    [InlineData("240", CheckStatus.Pass)]
    public async Task Row_17_The_time_limit_must_be_enough_for_the_steps(string minutes, CheckStatus status)
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        Finding finding = await world.WorstAsync("build-timeout", $"buildVm.timeoutMinutes={minutes}");
        Assert.Equal((status, minutes), (finding.Status, finding.Evidence["timeoutMinutes"]));
    }

    [Theory]
    [InlineData("TF_BUILD", "60")]
    [InlineData("GITHUB_ACTIONS", "360")]
    public async Task Row_18_A_CI_job_is_ended_before_the_build(string variable, string minutes)
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        world.Change = facts => facts with { Job = CiJob.Find(new Dictionary<string, string> { [variable] = "true" }) };
        Finding finding = await world.WorstAsync("job-time-limit", "buildVm.timeoutMinutes=400");
        Assert.Equal((CheckStatus.Warn, minutes), (finding.Status, finding.Evidence["jobMinutes"]));
        Assert.Contains("JUMPBOX_JOB_MINUTES", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("27", "apt-get -y install jq", "apt-lock", CheckStatus.Warn)]
    [InlineData("28", "sudo apt-get -o DPkg::Lock::Timeout=600 upgrade", "apt-prompts", CheckStatus.Fail)]
    [InlineData("29", "sudo systemctl restart sshd", "sshd-restart", CheckStatus.Fail)]
    [InlineData("30", "sudo rm -rf /tmp/*", "wipes-tmp", CheckStatus.Fail)]
    public async Task Rows_27_to_30_A_step_is_known_to_break_builds(
        string row,
        string line,
        string rule,
        CheckStatus status
    )
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        world.Change = facts => facts with { Customizer = new([new CustomizerStep($"row-{row}", [line])], []) };
        Finding finding = await world.WorstAsync("customizer-lint");
        Assert.Equal((status, rule, line), (finding.Status, finding.Evidence["rule"], finding.Evidence["line"]));
        Assert.Equal($"row-{row}", finding.Evidence["step"]);
        Assert.NotEmpty(finding.Cure!.Text);
    }

    [Fact]
    public async Task Row_32_No_machine_is_made_from_a_VHD()
    {
        Finding finding = await WarnsAsync("image-form", "image.distribute.kind=vhd");
        Assert.Equal("vhd", finding.Evidence["kind"]);
        Assert.StartsWith("image.distribute.kind=managedImage", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_34_The_pins_are_due_for_review()
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        world.Change = facts => facts with { Now = new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        Finding finding = await world.WorstAsync("pins");
        Assert.Equal(CheckStatus.Warn, finding.Status);
        Assert.Equal("./build.sh --target=Update", finding.Cure!.Text);
    }

    private static async Task<Finding> WarnsAsync(string check, string setting)
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        Finding finding = await world.WorstAsync(check, setting);
        Assert.True(finding.Status == CheckStatus.Warn, $"{finding.Status}: {finding.Message}");
        return finding;
    }

    private static async Task GrantAsync(LocalWorld world, string scope, string role)
    {
        ManagedIdentity identity = (await world.Session.Identities.GetAsync(ResourceId.Parse(Identity), Cancel))!;
        await world.AssignAsync(
            scope,
            Guid.NewGuid().ToString(),
            $"{Subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}",
            identity.PrincipalId
        );
    }

    private static string Groups(string more = "") =>
        $$$$"""
            {"resources":[{"id":"{{{{BuilderGroup}}}}","location":"eastus2"},{"id":"{{{{ImageGroup}}}}","location":"eastus2"},
            {"id":"{{{{Identity}}}}","location":"eastus2"}{{{{more}}}}]}
            """;
}
