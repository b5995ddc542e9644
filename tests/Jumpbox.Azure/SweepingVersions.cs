using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using static Jumpbox.Azure.Tests.SweptWorld;

namespace Jumpbox.Azure.Tests;

/// <summary>Which versions of a gallery a sweep takes, with users in every subscription that can be seen, and in some that cannot.</summary>
public sealed class SweepingVersions
{
    private const string Group = PaperWorlds.ImageGroup;
    private const string Gallery = $"{Group}/providers/Microsoft.Compute/galleries/gal";
    private const string Definition = $"{Gallery}/images/jumpbox";
    private const string TheirSubscription = "77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Theirs = $"/subscriptions/{TheirSubscription}/resourceGroups/rg-theirs";
    private const string Compute = $"{Theirs}/providers/Microsoft.Compute";
    private const string Old = $"{Definition}/versions/1.0.0";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly string[] ToGallery =
    [
        "image.distribute.kind=gallery",
        $"image.distribute.galleryImageId={Definition}",
        "image.distribute.galleryVersion=9.0.0",
    ];

    [Fact]
    public async Task Released_latest_and_last_good_versions_stay_and_the_others_go_the_failed_ones_too()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            In(
                Version("1.0.0", "2026-01-01", released: true),
                Version("2026.1.1", "2026-01-02", offered: true),
                Version("1.0.1", "2026-01-03"),
                Version("1.0.2", "2026-01-04", state: "Failed"),
                Version("1.0.3", "2026-01-05"),
                Version("1.0.4", "2026-01-06", state: "Failed")
            )
        );

        IReadOnlyList<CleanedItem> swept = await SweepAsync(world, ToGallery);

        Assert.Equal(["1.0.1", "1.0.2", "1.0.4"], Removed(swept).Select(id => id.Split('/')[^1]).Order());
        Assert.Equal(
            ["1.0.0", "1.0.3", "2026.1.1"],
            await world
                .Session.GalleryVersions.ListAsync(ResourceId.Parse(Definition), Cancel)
                .Select(version => version.Id.Name)
                .OrderBy(name => name, StringComparer.Ordinal)
                .ToListAsync(Cancel)
        );
    }

    [Theory]
    [InlineData("virtualMachines/vm", "machine", Old)]
    [InlineData("virtualMachineScaleSets/set", "set", Old)]
    [InlineData("virtualMachineScaleSets/set/virtualMachines/0", "machine", Old)]
    [InlineData("virtualMachines/vm", "machine", Definition)]
    [InlineData("galleries/prod/images/jumpbox/versions/1.0.0", "version", Old)]
    public async Task A_version_stays_that_something_in_another_subscription_needs(
        string user,
        string kind,
        string reference
    )
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            In(
                Version("1.0.0", "2026-01-01"),
                Version("1.0.1", "2026-01-02"),
                ParentOf(user),
                Json($"{Compute}/{user}", Reference(kind, reference))
            )
        );

        LeftOver version = Assert.Single(await PlanAsync(world, ToGallery), thing => thing.Id == Old);

        Assert.Equal($"{Compute}/{user} uses it", version.Stays, ignoreCase: true);
        Assert.Empty(Removed(await SweepAsync(world, ToGallery)));
    }

    [Fact]
    public async Task Who_refers_to_the_definition_needs_only_the_version_that_it_led_to_where_Azure_says_which()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            In(
                Version("1.0.0", "2026-01-01"),
                Version("1.0.1", "2026-01-02"),
                Version("1.0.2", "2026-01-03"),
                Json(
                    $"{Compute}/virtualMachines/vm",
                    $$$$"""{"storageProfile":{"imageReference":{"id":"{{{{Definition}}}}","exactVersion":"1.0.0"} } }"""
                )
            )
        );

        Assert.Equal([$"{Definition}/versions/1.0.1"], Removed(await SweepAsync(world, ToGallery)));
    }

    [Fact]
    public async Task A_version_stays_that_an_image_template_in_another_subscription_is_made_from()
    {
        const string templates =
            $"/subscriptions/{TheirSubscription}/providers/Microsoft.VirtualMachineImages/imageTemplates";
        await using LocalWorld world = await LocalWorld.StartAsync(
            In(Version("1.0.0", "2026-01-01"), Version("1.0.1", "2026-01-02")),
            $$$$"""
            {"rules":[{"path":"{{{{templates}}}}","answer":{"status":200,"body":{"value":[{"id":"{{{{templates}}}}/more",
            "properties":{"source":{"type":"SharedImageVersion","imageVersionId":"{{{{Old}}}}"} } }]} } }]}
            """
        );

        Assert.Contains(
            "imageTemplates/more uses it",
            Assert.Single(await PlanAsync(world, ToGallery), thing => thing.Id == Old).Stays
        );
    }

    [Fact]
    public async Task Nothing_goes_when_a_subscription_may_be_seen_and_not_be_read_and_the_reason_is_told()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            In(
                [
                    Version("1.0.0", "2026-01-01"),
                    Version("1.0.1", "2026-01-02", state: "Failed"),
                    Version("1.0.2", "2026-01-03"),
                    $$$$"""
                    {"id":"{{{{Theirs}}}}/providers/Microsoft.Authorization/roleAssignments/3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
                    "properties":{"roleDefinitionId":"/subscriptions/{{{{TheirSubscription}}}}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
                    "principalId":"0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4","principalType":"User"} }
                    """,
                ],
                operatorIsOwner: false
            )
        );

        IReadOnlyList<LeftOver> plan = await PlanAsync(world, ToGallery);

        Assert.Equal(3, plan.Count);
        Assert.All(
            plan,
            version =>
                Assert.Contains(
                    $"subscription {TheirSubscription} could not be read (AuthorizationFailed, 403)",
                    version.Stays,
                    StringComparison.Ordinal
                )
        );
    }

    [Theory]
    [InlineData("""["*"]""", """["Microsoft.Compute/virtualMachineScaleSets/*"]""")]
    [InlineData("""["Microsoft.Compute/*/read","Microsoft.VirtualMachineImages/*/read"]""", "[]")]
    public async Task Nothing_goes_when_the_account_may_not_read_the_whole_subscription(string actions, string without)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            In(Version("1.0.0", "2026-01-01"), Version("1.0.1", "2026-01-02"), Version("1.0.2", "2026-01-03")),
            $$$$"""
            {"rules":[{"method":"GET","path":"/subscriptions/{{{{TheirSubscription}}}}/providers/Microsoft.Authorization/permissions",
            "answer":{"status":200,"body":{"value":[{"actions":{{{{actions}}}},"notActions":{{{{without}}}} }]} } }]}
            """
        );

        Assert.All(
            await PlanAsync(world, ToGallery),
            version =>
                Assert.Contains(
                    $"the account may not read all of subscription {TheirSubscription} (*/read)",
                    version.Stays,
                    StringComparison.Ordinal
                )
        );
        Assert.Empty(Removed(await SweepAsync(world, ToGallery)));
    }

    [Theory]
    [InlineData(
        "/subscriptions",
        """{"status":403,"body":{"error":{"code":"AuthorizationFailed","message":"no"} } }"""
    )]
    [InlineData("/subscriptions", """{"status":200,"body":{} }""")]
    [InlineData(
        $"/subscriptions/{TheirSubscription}/providers/Microsoft.Compute/virtualMachines",
        """{"status":404,"body":{"error":{"code":"SubscriptionNotFound","message":"no"} } }"""
    )]
    [InlineData(
        $"{Compute}/virtualMachineScaleSets/set/virtualMachines",
        """{"status":403,"body":{"error":{"code":"AuthorizationFailed","message":"no"} } }"""
    )]
    public async Task Nothing_goes_when_users_could_not_be_listed_in_whole(string path, string answer)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            In(
                Version("1.0.0", "2026-01-01"),
                Version("1.0.1", "2026-01-02"),
                Json($"{Compute}/virtualMachineScaleSets/set", "{}")
            ),
            $$$$"""{"rules":[{"method":"GET","path":"{{{{path}}}}","answer":{{{{answer}}}} }]}"""
        );

        Assert.All(
            await PlanAsync(world, ToGallery),
            version => Assert.Contains("is unknown", version.Stays, StringComparison.Ordinal)
        );
        Assert.Empty(Removed(await SweepAsync(world, ToGallery)));
    }

    [Theory]
    [InlineData(
        """{"permissions":"Groups","groups":[{"type":"Subscriptions","ids":["99999999-7d1e-4c55-9b6e-0a1b2c3d4e5f"]}]}""",
        "99999999-7d1e-4c55-9b6e-0a1b2c3d4e5f"
    )]
    [InlineData(
        """{"permissions":"Groups","groups":[{"type":"AADTenants","ids":["88888888-7d1e-4c55-9b6e-0a1b2c3d4e5f"]}]}""",
        "88888888-7d1e-4c55-9b6e-0a1b2c3d4e5f"
    )]
    [InlineData("""{"permissions":"Community"}""", "community")]
    public async Task Nothing_goes_from_a_gallery_that_is_shared_with_whom_one_cannot_see(string sharing, string whom)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            In(
                Json(Gallery, $$$$"""{"sharingProfile":{{{{sharing}}}} }"""),
                Version("1.0.0", "2026-01-01"),
                Version("1.0.1", "2026-01-02")
            )
        );

        Assert.All(
            await PlanAsync(world, ToGallery),
            version => Assert.Contains(whom, version.Stays, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_version_that_was_released_after_it_was_listed_stays()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            In(Version("1.0.0", "2026-01-01"), Version("1.0.1", "2026-01-02"))
        );
        LeftOver old = Assert.Single(await PlanAsync(world, ToGallery), thing => thing.Id == Old);
        Assert.Null(old.Stays);
        await world.Session.Tags.AddAsync(
            ResourceId.Parse(Old),
            new Dictionary<string, string> { [TagNames.Released] = "2026-11-27T09:00:00Z" },
            Cancel
        );

        CleanedItem left = Assert.Single(
            await SweeperOf(world, ToGallery).RemoveAsync([old], Rules, Later, Current, _ => Task.CompletedTask, Cancel)
        );

        Assert.Equal((CleanedOutcome.Left, "it is the last good released one in eastus2"), (left.Outcome, left.Reason));
    }

    private static string In(params string[] resources) => In(resources, operatorIsOwner: true);

    private static string In(string[] resources, bool operatorIsOwner) =>
        World([
                Json(Gallery, "{}"),
                Json(
                    Definition,
                    """{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","identifier":{"publisher":"p","offer":"o","sku":"s"} }"""
                ),
                $$"""{"id":"{{Theirs}}","location":"eastus2"}""",
                .. resources,
            ])
            .Replace(
                "{\"resources\"",
                $"{{\"subscriptions\":[\"{TheirSubscription}\"],\"operatorIsOwner\":{(operatorIsOwner ? "true" : "false")},\"resources\"",
                StringComparison.Ordinal
            );

    private static string Json(string id, string properties) =>
        $$$$"""{"id":"{{{{id}}}}","location":"eastus2","properties":{{{{properties}}}} }""";

    private static string Version(
        string number,
        string published,
        bool released = false,
        bool offered = false,
        string state = "Succeeded"
    )
    {
        string mark = released ? $",\"{TagNames.Released}\":\"2026-02-01T00:00:00Z\"" : "";
        string excluded = offered ? "false" : "true";
        return $$$$"""
            {"id":"{{{{Definition}}}}/versions/{{{{number}}}}","location":"eastus2","tags":{"{{{{TagNames.Owner}}}}":"{{{{Owner}}}}"{{{{mark}}}} },
            "properties":{"provisioningState":"{{{{state}}}}","storageProfile":{},"publishingProfile":{"publishedDate":"{{{{published}}}}T00:00:00Z",
            "excludeFromLatest":{{{{excluded}}}},"targetRegions":[{"name":"East US 2"}]} } }
            """;
    }

    private static string ParentOf(string user) =>
        user.StartsWith("galleries/", StringComparison.Ordinal)
            ? Json($"{Compute}/galleries/prod", "{}")
                + ","
                + Json(
                    $"{Compute}/galleries/prod/images/jumpbox",
                    """{"osType":"Linux","osState":"Generalized","identifier":{"publisher":"p","offer":"o","sku":"s"} }"""
                )
            : Json($"{Compute}/virtualMachineScaleSets/set", "{}");

    private static string Reference(string kind, string image)
    {
        string profile = $$$$"""{"storageProfile":{"imageReference":{"id":"{{{{image}}}}"} } }""";
        return kind switch
        {
            "machine" => profile,
            "set" => $$$$"""{"virtualMachineProfile":{{{{profile}}}} }""",
            _ => $$$$"""{"storageProfile":{"source":{"id":"{{{{image}}}}"} } }""",
        };
    }
}
