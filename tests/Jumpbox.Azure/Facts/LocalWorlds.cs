using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Settings;
using LocalAzure.Server;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>Worlds of LocalAzure: one that passes in each form, and those that fail for a row of the failure catalogue.</summary>
public sealed class LocalWorlds
{
    private const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Net = $"{Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network";
    private const string Spoke = $"{Net}/virtualNetworks/vnet-imagebuilder";
    private const string Staging = $"{Subscription}/resourceGroups/rg-staging";

    private static readonly string[] OriginalForm =
    [
        $"network.buildSubnetId={Net}/virtualNetworks/vnet-original/subnets/snet-build",
        "network.containerInstanceSubnetId=",
    ];

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sample_world_passes_in_the_recommended_form()
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        AssertClean(await world.CheckAsync());
    }

    [Fact]
    public async Task The_sample_world_passes_in_the_original_form()
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        AssertClean(await world.CheckAsync(OriginalForm));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_request_is_made_twice(bool recommended)
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        await world.CheckAsync(recommended ? [] : OriginalForm);
        LoggedRequest[] reads = [.. world.Server.Requests.Where(request => request.Method != "POST")];
        Assert.Equal(reads.DistinctBy(request => request.Path.ToUpperInvariant()), reads);
        Assert.All(world.Server.Requests, request => Assert.Contains(request.Method, new[] { "GET", "POST" }));
    }

    [Fact]
    public async Task Nothing_is_changed_by_looking()
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        IReadOnlyList<string> before = world.Server.Snapshot().ResourceIds;
        await world.CheckAsync();
        Assert.Equal(before, world.Server.Snapshot().ResourceIds);
    }

    [Fact]
    public Task Row_1_Private_link_policies_are_on() =>
        FailsAsync(
            "private-link-policies",
            Resource(
                $"{Net}/virtualNetworks/vnet-original/subnets/snet-build",
                """{"addressPrefix":"10.43.0.0/28","privateLinkServiceNetworkPolicies":"Enabled"}"""
            ),
            "privateLinkServiceNetworkPolicies",
            "Enabled",
            "--private-link-service-network-policies Disabled",
            OriginalForm
        );

    [Fact]
    public Task Row_2_The_container_subnet_is_not_delegated() =>
        FailsAsync(
            "container-subnet",
            Resource($"{Spoke}/subnets/snet-containers", """{"addressPrefix":"10.42.0.64/26"}"""),
            "delegations",
            "none",
            "--delegations Microsoft.ContainerInstance/containerGroups"
        );

    [Fact]
    public Task Row_3_A_provider_is_not_registered() =>
        FailsAsync(
            "providers",
            """{"providers":{"Microsoft.ContainerInstance":"NotRegistered"}}""",
            "Microsoft.ContainerInstance",
            "NotRegistered",
            "--namespace Microsoft.ContainerInstance --wait"
        );

    [Fact]
    public Task Row_4_The_container_quota_is_used_up() =>
        FailsAsync(
            "container-quota",
            """{"quotas":{"containers":[{"name":"StandardCores","current":98,"limit":100}]}}""",
            "used",
            "98",
            "az quota update"
        );

    [Fact]
    public Task Row_5_The_VM_quota_is_used_up() =>
        FailsAsync(
            "vm-quota",
            """{"quotas":{"compute":[{"name":"standardDDSv4Family","current":19,"limit":20},{"name":"cores","current":0,"limit":100}]}}""",
            "quota",
            "standardDDSv4Family",
            "az quota update"
        );

    [Fact]
    public Task Row_5_The_VM_size_is_restricted() =>
        FailsAsync(
            "vm-size",
            """{"sizes":[{"name":"Standard_D2ds_v4","family":"standardDDSv4Family","cores":2,"restricted":"NotAvailableForSubscription"}]}""",
            "restrictions",
            "Location: NotAvailableForSubscription",
            "buildVm.size"
        );

    [Fact]
    public Task Row_6_A_policy_wants_a_tag_on_groups() =>
        FailsAsync(
            "policies",
            Policy(
                """{"allOf":[{"field":"type","equals":"Microsoft.Resources/subscriptions/resourceGroups"},{"field":"tags['costCentre']","exists":"false"}]}"""
            ),
            "resource",
            "the resource group rg-imagebuilders-eastus2",
            "tags.costCentre="
        );

    [Fact]
    public async Task Row_6_The_cure_of_each_group_is_the_setting_that_reaches_it()
    {
        await using LocalWorld local = await LocalWorld.StartAsync(
            Policy(
                """{"allOf":[{"field":"type","equals":"Microsoft.Resources/subscriptions/resourceGroups"},{"field":"tags['costCentre']","exists":"false"}]}"""
            )
        );
        Assert.Equal(
            ["buildVm.managedResourceTags.costCentre", "tags.costCentre"],
            (await local.FindingsAsync("policies"))
                .Where(finding => finding.Status == CheckStatus.Fail)
                .Select(finding => finding.Cure!.Text.Split('=')[0])
                .Distinct()
                .Order()
        );
    }

    [Fact]
    public Task Row_22_A_policy_forbids_storage_keys() =>
        FailsAsync(
            "policies",
            Policy(
                """{"allOf":[{"field":"type","equals":"Microsoft.Storage/storageAccounts"},{"field":"Microsoft.Storage/storageAccounts/allowSharedKeyAccess","notEquals":"false"}]}"""
            ),
            "resource",
            "the staging group's storage account",
            "buildVm.stagingResourceGroup"
        );

    [Fact]
    public Task Row_16_The_staging_group_is_in_another_region() =>
        FailsAsync(
            "staging-group",
            $$$$"""{"resources":[{"id":"{{{{Staging}}}}","location":"westeurope"}]}""",
            "location",
            "westeurope",
            "az group create",
            $"buildVm.stagingResourceGroup={Staging}"
        );

    [Fact]
    public Task Row_16_The_staging_group_is_missing() =>
        FailsAsync(
            "resource-groups",
            "{}",
            "buildVm.stagingResourceGroup",
            "rg-staging",
            "az group create",
            $"buildVm.stagingResourceGroup={Staging}"
        );

    [Fact]
    public Task Row_24_A_security_rule_blocks_SSH() =>
        FailsAsync(
            "security-rules",
            Resource(
                $"{Net}/networkSecurityGroups/nsg-build/securityRules/no-ssh",
                """{"priority":101,"direction":"Inbound","access":"Deny","protocol":"*","sourceAddressPrefix":"*","sourcePortRange":"*","destinationAddressPrefix":"*","destinationPortRange":"22"}""",
                $"{Net}/networkSecurityGroups/nsg-build/securityRules/AllowSshFromContainers",
                """{"priority":102,"direction":"Inbound","access":"Allow","protocol":"Tcp","sourceAddressPrefix":"10.42.0.64/26","sourcePortRange":"*","destinationAddressPrefix":"10.42.0.0/26","destinationPortRange":"22"}"""
            ),
            "flow",
            "snet-containers → snet-build TCP 22",
            "destinationPortRange: '22'"
        );

    [Fact]
    public Task Row_25_A_private_subnet_has_no_way_out() =>
        FailsAsync(
            "outbound-access",
            Resource(
                $"{Spoke}/subnets/snet-build",
                """{"addressPrefix":"10.42.0.0/26","defaultOutboundAccess":false}"""
            ),
            "natGateway",
            "none",
            "--nat-gateway"
        );

    [Fact]
    public Task Row_31_The_base_image_is_gone() =>
        FailsAsync(
            "base-image",
            """{"images":[{"publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","versions":["24.04.202610210"]}]}""",
            "image",
            "Canonical:ubuntu-24_04-lts:server:24.04.202609040",
            "--target=Update"
        );

    [Fact]
    public Task Row_31_The_base_image_is_deprecated() =>
        FailsAsync(
            "base-image",
            """{"images":[{"publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","versions":[{"name":"24.04.202609040","state":"Deprecated"}]}]}""",
            "state",
            "Deprecated",
            "--target=Update"
        );

    [Fact]
    public Task Row_31_The_terms_are_not_accepted() =>
        FailsAsync(
            "base-image",
            """{"images":[{"publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","plan":"pro","versions":["24.04.202609040"]}]}""",
            "plan",
            "pro",
            "az vm image terms accept"
        );

    [Fact]
    public Task Row_33_The_region_has_no_image_builder() =>
        FailsAsync("region", "{}", "location", "mexicocentral", "location=", "location=mexicocentral");

    [Fact]
    public async Task Row_9_The_identity_may_not_write_the_image()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            $$$$"""
            {"resources":[{"id":"{{{{Subscription}}}}/resourceGroups/rg-imagebuilders-eastus2","location":"eastus2"},
            {"id":"{{{{Subscription}}}}/resourceGroups/rg-jumpbox-images","location":"eastus2"},
            {"id":"{{{{PaperWorlds.Identity}}}}","location":"eastus2"}]}
            """
        );
        ManagedIdentity identity = (
            await world.Session.Identities.GetAsync(ResourceId.Parse(PaperWorlds.Identity), Cancel)
        )!;
        await world.AssignAsync(
            $"{Subscription}/resourceGroups/rg-jumpbox-images",
            "3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            $"{Subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
            identity.PrincipalId
        );
        Finding finding = await world.WorstAsync("builder-rights", "cleanup=none");
        Assert.Equal(CheckStatus.Warn, finding.Status);
        CheckResult result = (await world.CheckAsync("cleanup=none")).Single(one => one.Id == "builder-rights");
        Assert.Contains(
            result.Findings,
            one =>
                one.Evidence.GetValueOrDefault("roles") == "Reader"
                && one.Evidence["missing"] == "Microsoft.Compute/images/write, Microsoft.Compute/images/delete"
        );
    }

    [Fact]
    public async Task An_operator_who_may_read_the_network_alone_gets_unknown_for_the_rest_and_passes_nothing()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            $$$$"""
            {"operatorIsOwner":false,"in":"empty","resources":[{"id":"{{{{Subscription}}}}/resourceGroups/rg-network-eastus2","location":"eastus2"},
            {"id":"{{{{Subscription}}}}/resourceGroups/rg-network-eastus2/providers/Microsoft.Authorization/roleAssignments/3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            "properties":{"roleDefinitionId":"{{{{Subscription}}}}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
            "principalId":"0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4","principalType":"User"}}]}
            """
        );
        IReadOnlyList<CheckResult> results = await world.CheckAsync();
        string[] unknown = [.. results.Where(one => one.Status == CheckStatus.Unknown).Select(one => one.Id)];
        Assert.All(new[] { "providers", "vm-size", "policies", "base-image" }, id => Assert.Contains(id, unknown));
        Assert.Equal(CheckStatus.Fail, results.Single(one => one.Id == "subnet-exists").Status);
    }

    [Fact]
    public async Task The_safe_cures_put_a_world_right()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            $$$$"""
            {"providers":{"Microsoft.ContainerInstance":"NotRegistered"},
            "resources":[{"id":"{{{{Spoke}}}}/subnets/snet-containers","properties":{"addressPrefix":"10.42.0.64/26",
            "natGateway":{"id":"{{{{Net}}}}/natGateways/nat-imagebuilder"} } }]}
            """
        );
        string[] settings = [$"buildVm.stagingResourceGroup={Staging}"];
        IReadOnlyList<Fix> fixes = Fixes.Of(await world.CheckAsync(settings));
        Assert.Equal(3, fixes.Count);
        await Fixes.ApplyAsync(world.Session, LocalWorld.Known(settings).Settings, fixes, Cancel);
        AssertClean(await world.CheckAsync(settings));
    }

    internal static async Task FailsAsync(
        string check,
        string world,
        string evidence,
        string value,
        string cure,
        params string[] settings
    )
    {
        await using LocalWorld local = await LocalWorld.StartAsync(world);
        Finding finding = await local.WorstAsync(check, settings);
        Assert.True(finding.Status == CheckStatus.Fail, $"{finding.Status}: {finding.Message}");
        Assert.Equal(value, finding.Evidence[evidence]);
        Assert.Contains(cure, finding.Cure!.Text, StringComparison.Ordinal);
    }

    internal static string Resource(params string[] idsAndProperties)
    {
        IEnumerable<string> resources = idsAndProperties
            .Chunk(2)
            .Select(pair => $$$$"""{"id":"{{{{pair[0]}}}}","properties": {{{{pair[1]}}}} }""");
        return $$$$"""{"resources":[{{{{string.Join(",", resources)}}}}]}""";
    }

    internal static string Policy(string condition) =>
        $$$$"""
            {"resources":[{"id":"{{{{Subscription}}}}/providers/Microsoft.Authorization/policyDefinitions/rule",
            "properties":{"mode":"All","policyRule":{"if": {{{{condition}}}} ,"then":{"effect":"deny"} } } },
            {"id":"{{{{Subscription}}}}/providers/Microsoft.Authorization/policyAssignments/rule",
            "properties":{"policyDefinitionId":"{{{{Subscription}}}}/providers/Microsoft.Authorization/policyDefinitions/rule"} } ]}
            """;

    private static void AssertClean(IReadOnlyList<CheckResult> results) =>
        Assert.Empty(
            results
                .Where(result => result.Status > CheckStatus.Skipped)
                .Select(result => $"{result.Id}: {result.Findings.MaxBy(finding => finding.Status)!.Message}")
        );
}
