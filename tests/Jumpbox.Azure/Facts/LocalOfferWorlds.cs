using Jumpbox.Checks;
using static Jumpbox.Azure.Tests.Facts.PaperWorlds;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>The rows of the failure catalogue that are about policies, rights, storage, and the gallery.</summary>
public sealed class LocalOfferWorlds
{
    private const string Gallery = $"{ImageGroup}/providers/Microsoft.Compute/galleries/gal";
    private const string Definition = $"{Gallery}/images/jumpbox";
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private static readonly string[] ToGallery =
    [
        "image.distribute.kind=gallery",
        $"image.distribute.galleryImageId={Definition}",
        "image.distribute.galleryVersion=1.0.0",
    ];

    [Fact]
    public Task Row_6_A_policy_allows_other_regions_only() =>
        LocalWorlds.FailsAsync(
            "policies",
            LocalWorlds.Policy(
                """{"allOf":[{"field":"type","equals":"Microsoft.Compute/images"},{"field":"location","notIn":["westeurope"]}]}"""
            ),
            "resource",
            "the image",
            "location=westeurope"
        );

    [Fact]
    public Task Row_6_A_policy_forbids_public_storage() =>
        LocalWorlds.FailsAsync(
            "policies",
            LocalWorlds.Policy(
                """{"allOf":[{"field":"type","equals":"Microsoft.Storage/storageAccounts"},{"field":"Microsoft.Storage/storageAccounts/publicNetworkAccess","notEquals":"Disabled"}]}"""
            ),
            "resource",
            "the staging group's storage account",
            "buildVm.stagingResourceGroup"
        );

    [Fact]
    public Task Row_6_A_policy_allows_other_sizes_only() =>
        LocalWorlds.FailsAsync(
            "policies",
            LocalWorlds.Policy(
                """{"allOf":[{"field":"type","equals":"Microsoft.Compute/virtualMachines"},{"field":"Microsoft.Compute/virtualMachines/sku.name","notIn":["Standard_D2s_v5"]}]}"""
            ),
            "resource",
            "the staging group's build VM",
            "buildVm.size"
        );

    [Fact]
    public Task Row_6_A_policy_forbids_container_instances() =>
        LocalWorlds.FailsAsync(
            "policies",
            LocalWorlds.Policy("""{"field":"type","equals":"Microsoft.ContainerInstance/containerGroups"}"""),
            "resource",
            "the staging group's container instance",
            "az policy exemption create"
        );

    [Fact]
    public async Task Row_21_The_log_could_not_be_read_and_the_targets_could_not_work()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            $$$$"""
            {"operatorIsOwner":false,"in":"empty","resources":[{"id":"{{{{Subscription}}}}/providers/Microsoft.Authorization/roleAssignments/3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            "properties":{"roleDefinitionId":"{{{{Subscription}}}}/providers/Microsoft.Authorization/roleDefinitions/{{{{Reader}}}}",
            "principalId":"0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4","principalType":"User"} }]}
            """
        );
        Finding log = await world.WorstAsync("log-rights");
        Assert.Equal((CheckStatus.Warn, "False", "False"), (log.Status, log.Evidence["blobs"], log.Evidence["keys"]));
        Assert.Contains("Storage Blob Data Reader", log.Cure!.Text, StringComparison.Ordinal);
        IReadOnlyList<Finding> rights = await world.FindingsAsync("operator-rights");
        Assert.All(
            new[] { "Roles", "Identity", "Template", "Build", "Cleanup" },
            target => Assert.Contains(rights, one => one.Status == CheckStatus.Fail && one.Message.StartsWith(target))
        );
    }

    [Fact]
    public Task Row_23_A_service_endpoint_policy_hides_the_staging_storage() =>
        LocalWorlds.FailsAsync(
            "service-endpoints",
            LocalWorlds
                .Resource(
                    $"{PaperWorlds.Network}/serviceEndpointPolicies/only-ours",
                    """
                    {"serviceEndpointPolicyDefinitions":[{"name":"d","properties":{"service":"Microsoft.Storage",
                    "serviceResources":["/subscriptions/77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f"]} }]}
                    """,
                    Build,
                    $$$$"""
                    {"addressPrefix":"10.42.0.0/26","defaultOutboundAccess":false,"serviceEndpoints":[{"service":"Microsoft.Storage"}],
                    "serviceEndpointPolicies":[{"id":"{{{{PaperWorlds.Network}}}}/serviceEndpointPolicies/only-ours"}]}
                    """
                )
                .Replace(
                    "only-ours\",\"properties\"",
                    "only-ours\",\"location\":\"eastus2\",\"properties\"",
                    StringComparison.Ordinal
                ),
            "policies",
            $"{PaperWorlds.Network}/serviceEndpointPolicies/only-ours",
            "az network service-endpoint policy-definition create"
        );

    [Theory]
    [InlineData("\"hyperVGeneration\":\"V1\",\"architecture\":\"x64\"", "generation", "V1")]
    [InlineData("\"hyperVGeneration\":\"V2\",\"architecture\":\"Arm64\"", "architecture", "Arm64")]
    public Task Row_32_The_gallery_takes_another_kind_of_image(string definition, string evidence, string value) =>
        LocalWorlds.FailsAsync(
            "gallery",
            World(definition),
            evidence,
            value,
            "image.distribute.galleryImageId",
            ToGallery
        );

    [Fact]
    public async Task Row_32_A_definition_that_is_missing_is_created_later_and_checked_as_it_will_be()
    {
        await using LocalWorld world = await LocalWorld.StartAsync();

        Finding made = await world.WorstAsync("gallery", ToGallery);
        Finding wrong = await world.WorstAsync(
            "gallery",
            [.. ToGallery, "gallery.definition.generation=V1", "gallery.definition.securityType=Standard"]
        );

        Assert.Equal(CheckStatus.Pass, made.Status);
        Assert.Contains("the target Identity creates it", made.Message, StringComparison.Ordinal);
        Assert.Equal((CheckStatus.Fail, "V1"), (wrong.Status, wrong.Evidence["generation"]));
    }

    [Fact]
    public async Task Row_32_A_definition_in_another_region_needs_that_region_as_a_target()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World("\"hyperVGeneration\":\"V2\"")
                .Replace(
                    $"{Definition}\",\"location\":\"eastus2\"",
                    $"{Definition}\",\"location\":\"westeurope\"",
                    StringComparison.Ordinal
                )
        );

        Finding alone = await world.WorstAsync("gallery", ToGallery);
        Finding both = await world.WorstAsync(
            "gallery",
            [.. ToGallery, "image.distribute.replicationRegions=eastus2,westeurope"]
        );

        Assert.Equal(CheckStatus.Fail, alone.Status);
        Assert.Contains("must include westeurope and eastus2", alone.Cure!.Text, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Pass, both.Status);
    }

    [Fact]
    public async Task Row_32_A_scheme_that_could_never_be_the_latest_is_refused()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Taken("theirs@rg", "bbbb"));
        world.Change = facts => facts with { ContentHash = new string('a', 64) };

        Finding fits = await world.WorstAsync("gallery-version", [.. ToGallery, "image.distribute.versioning=semver"]);
        Finding misfit = await world.WorstAsync(
            "gallery-version",
            [.. ToGallery, "image.distribute.versioning=semver", "image.distribute.galleryVersion=0.5.0"]
        );

        Assert.Contains("Version 1.0.1 of jumpbox", fits.Message, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Fail, misfit.Status);
        Assert.Contains("would be 0.5.0, but 1.0.0 exists", misfit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Row_32_The_version_would_not_be_made_where_it_is_replicated_from() =>
        LocalWorlds.FailsAsync(
            "gallery",
            World("\"hyperVGeneration\":\"V2\",\"architecture\":\"x64\""),
            "replicationRegions",
            "westeurope",
            "image.distribute.replicationRegions must include eastus2",
            [.. ToGallery, "image.distribute.replicationRegions=westeurope"]
        );

    [Fact]
    public async Task Row_32_A_gallery_that_fits_passes()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World("\"hyperVGeneration\":\"V2\",\"architecture\":\"x64\"")
        );
        Finding finding = await world.WorstAsync("gallery", ToGallery);
        Assert.True(finding.Status == CheckStatus.Pass, finding.Message);
    }

    [Fact]
    public async Task Row_32_A_version_that_nobody_made_yet_passes()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World("\"hyperVGeneration\":\"V2\",\"architecture\":\"x64\"")
        );

        Assert.Equal(CheckStatus.Pass, (await world.WorstAsync("gallery-version", ToGallery)).Status);
    }

    [Theory]
    [InlineData("aks-jumpbox@rg-imagebuilders-eastus2", "aaaa", CheckStatus.Pass)]
    [InlineData("aks-jumpbox@rg-imagebuilders-eastus2", "bbbb", CheckStatus.Fail)]
    [InlineData("theirs@rg", "aaaa", CheckStatus.Fail)]
    public async Task Row_32_A_version_that_is_there_passes_only_with_our_tags_and_the_same_content(
        string owner,
        string content,
        CheckStatus status
    )
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Taken(owner, content));
        world.Change = facts => facts with { ContentHash = "aaaa" };

        Finding finding = await world.WorstAsync("gallery-version", ToGallery);

        Assert.True(finding.Status == status, finding.Message);
        if (status == CheckStatus.Fail)
        {
            Assert.Equal((content, "2026-02-01"), (finding.Evidence["contentHash"], finding.Evidence["released"]));
            Assert.Contains("image.distribute.galleryVersion", finding.Cure!.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Row_32_A_version_that_may_not_be_read_is_unknown()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            Taken("theirs@rg", "bbbb"),
            $$$$"""{"rules":[{"path":"{{{{Definition}}}}/versions/*","answer":{"status":403,"body":{"error":{"code":"AuthorizationFailed","message":"no"} } } }]}"""
        );

        Finding finding = await world.WorstAsync("gallery-version", ToGallery);

        Assert.Equal(CheckStatus.Unknown, finding.Status);
        Assert.Contains("AuthorizationFailed", finding.Message, StringComparison.Ordinal);
    }

    private static string Taken(string owner, string content) =>
        World("\"hyperVGeneration\":\"V2\"")
            .Replace(
                "]}",
                $$$$"""
                ,{"id":"{{{{Definition}}}}/versions/1.0.0","location":"eastus2","tags":{"jumpbox:owner":"{{{{owner}}}}",
                "jumpbox:contentHash":"{{{{content}}}}","jumpbox:released":"2026-02-01"},"properties":{"storageProfile":{} } }]}
                """,
                StringComparison.Ordinal
            );

    private static string World(string definition) =>
        $$$$"""
            {"resources":[{"id":"{{{{ImageGroup}}}}","location":"eastus2"},{"id":"{{{{Gallery}}}}","location":"eastus2","properties":{} },
            {"id":"{{{{Definition}}}}","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized",{{{{definition}}}},
            "identifier":{"publisher":"p","offer":"o","sku":"s"} } }]}
            """;
}
