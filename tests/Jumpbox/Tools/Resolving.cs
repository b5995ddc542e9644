using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

public sealed class Resolving
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_seven_tools_are_resolved_from_releases_in_their_repositories_shapes()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.36.9", daysAgo: 8);
        world.Publish("kubectl", "1.37.1", daysAgo: 40);
        world.Publish("kubectl", "1.38.0-rc.1", prerelease: true);
        world.Publish("helm", "4.3.0", daysAgo: 50);
        world.Publish("helm", "3.22.0", daysAgo: 49);
        world.Publish("kubelogin", "0.2.20");
        world.Publish("azwi", "1.6.1");
        world.AddRelease("openservicemesh/osm", "pre-rel-v1.2.4", 900);
        world.Publish("osm", "1.2.4", daysAgo: 899, withDigests: false);
        world.Publish("terraform", "1.16.5");
        world.Publish("azure-cli", "2.91.0");
        world.PublishPackage("2.91.0-1~noble", "noble");
        world.PublishPackage("2.91.0-1~jammy", "jammy");
        ToolDefinition[] seven = [.. world.Catalogue.Tools.Where(tool => tool.Default)];

        ToolResolution[] results = await world
            .Resolver()
            .ResolveAsync(seven, null, new ResolveOptions(TimeSpan.FromDays(7), false), Cancel);

        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.Equal(
            "azure-cli 2.91.0, kubectl 1.37.1, kubelogin 0.2.20, helm 4.3.0, azwi 1.6.1, osm 1.2.4, terraform 1.16.5",
            string.Join(", ", results.Select(result => $"{result.Pin!.Name} {result.Pin.Version}"))
        );
        ToolLock resolved = new()
        {
            ResolvedAt = PublisherWorld.Now,
            ReviewAt = new DateOnly(2027, 1, 1),
            AptSnapshot = "20261101T000000Z",
            BaseImages = [],
            Tools = [.. results.Select(result => result.Pin!)],
        };
        Assert.Equal(resolved.Digest, ToolLock.Parse(Encoding.UTF8.GetString(resolved.ToBytes())).Digest);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(403)]
    public async Task What_the_first_source_does_not_give_comes_from_the_second_one_of_the_catalogue(int status)
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.OfferElsewhere("kubectl", "https://other.k8s.io/release/{tag}/bin/linux/{arch}/kubectl");
        world.Publish("kubectl", "1.37.1");
        ToolDefinition tool = world.Tool("kubectl");
        foreach (string architecture in tool.Architectures.Keys)
        {
            string other = tool.FallbackUrlOf("1.37.1", architecture)!;
            world.Put(other, world.Get(tool.UrlOf("1.37.1", architecture)));
            world.Put($"{other}.sha256", world.Get($"{tool.UrlOf("1.37.1", architecture)}.sha256"));
        }
        world.Server.Misbehave = context =>
        {
            bool refuses = context.Request.Host.Host == "dl.k8s.io";
            context.Response.StatusCode = refuses ? status : context.Response.StatusCode;
            return Task.FromResult(refuses);
        };

        ToolResolution found = await world.ResolveAsync("kubectl", download: true);

        Assert.Null(found.Failure);
        // The lock names the first source, and what the second one confirmed.
        Assert.All(found.Pin!.Artifacts, file => Assert.StartsWith("https://dl.k8s.io/", file.Url));
        Assert.All(found.Pin.Artifacts, file => Assert.NotNull(file.Size));
    }

    [Fact]
    public async Task A_second_source_with_other_bytes_is_refused()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.OfferElsewhere("kubectl", "https://other.k8s.io/release/{tag}/bin/linux/{arch}/kubectl");
        world.Publish("kubectl", "1.37.1");
        ToolDefinition tool = world.Tool("kubectl");
        foreach (string architecture in tool.Architectures.Keys)
        {
            world.Put(tool.FallbackUrlOf("1.37.1", architecture)!, "other bytes"u8.ToArray());
        }
        world.Server.Misbehave = context =>
        {
            bool refuses =
                context.Request.Host.Host == "dl.k8s.io"
                && context.Request.Path.Value!.EndsWith("/kubectl", StringComparison.Ordinal);
            context.Response.StatusCode = refuses ? 503 : context.Response.StatusCode;
            return Task.FromResult(refuses);
        };

        ToolResolution found = await world.ResolveAsync("kubectl", download: true);

        Assert.Null(found.Pin);
        Assert.Contains("the sources disagree", found.Failure);
    }

    [Fact]
    public async Task Each_source_that_confirmed_a_digest_is_in_the_pin()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubelogin", "0.2.20");
        world.Publish("terraform", "1.16.5");

        ToolResolution kubelogin = await world.ResolveAsync("kubelogin", download: true);
        ToolResolution terraform = await world.ResolveAsync("terraform");

        Assert.Equal(
            [VerificationKind.GitHubDigest, VerificationKind.ChecksumFile, VerificationKind.Hashed],
            kubelogin.Pin!.Artifacts[0].Verified.Select(confirmation => confirmation.Kind)
        );
        Assert.Contains(
            new Verification(VerificationKind.Signature, world.Key.Fingerprint),
            terraform.Pin!.Artifacts[0].Verified
        );
        Assert.All(terraform.Pin.Artifacts, file => Assert.True(file.Size > 0));
        Assert.Matches("^[0-9a-f]{40}$", terraform.Pin.Commit);
    }

    [Fact]
    public async Task The_newest_version_is_found_on_the_last_page_too()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.37.1", daysAgo: 400);
        for (int patch = 0; patch < 250; patch++)
        {
            world.AddRelease("kubernetes/kubernetes", $"v1.30.{patch}", daysAgo: 300 - patch);
        }

        ToolResolution result = await world.ResolveAsync("kubectl");

        Assert.Equal("1.37.1", result.Pin!.Version);
        Assert.Equal(
            3,
            world.Server.Seen.Count(request => request.Path.Contains("/releases?", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(true, false, 60, "it is a draft")]
    [InlineData(false, true, 60, "it is a pre-release")]
    [InlineData(false, false, 3, "it is younger than 7 days; it can be used from 2026-11-05")]
    public async Task A_newer_release_that_is_not_to_be_taken_is_told_with_the_reason(
        bool draft,
        bool prerelease,
        int daysAgo,
        string reason
    )
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Publish("yq", "4.55.0", daysAgo, draft, prerelease);

        ToolResolution result = await world.ResolveAsync("yq");

        Assert.Equal("4.54.1", result.Pin!.Version);
        Assert.Equal(new RefusedRelease("4.55.0", reason), Assert.Single(result.NewerRefused));
    }

    [Fact]
    public async Task A_release_of_today_is_taken_where_no_age_is_asked_for()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.55.0", daysAgo: 0);

        Assert.Equal("4.55.0", (await world.ResolveAsync("yq", minimumAgeDays: 0)).Pin!.Version);
    }

    [Fact]
    public async Task A_pinned_version_is_not_left_again_because_it_is_young()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Publish("yq", "4.55.0", daysAgo: 1);
        LockedTool locked = (await world.ResolveAsync("yq", minimumAgeDays: 0)).Pin!;

        Assert.Equal("4.55.0", (await world.ResolveAsync("yq", locked)).Pin!.Version);
    }

    [Fact]
    public async Task A_release_without_its_files_is_left_out_with_the_reason()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubelogin", "0.2.20");
        world.Publish("kubelogin", "0.2.21", withFiles: false);
        world.AddRelease(
            "Azure/kubelogin",
            "v0.2.22",
            30,
            assets: new JsonArray(PublisherWorld.Asset("kubelogin-linux-amd64.zip", 1, null, "starter"))
        );

        ToolResolution result = await world.ResolveAsync("kubelogin");

        Assert.Equal("0.2.20", result.Pin!.Version);
        Assert.Contains(
            new RefusedRelease("0.2.21", "its release has no file kubelogin-linux-amd64.zip"),
            result.NewerRefused
        );
        Assert.Contains(
            new RefusedRelease("0.2.22", "its file kubelogin-linux-amd64.zip is not uploaded yet"),
            result.NewerRefused
        );
    }

    [Fact]
    public async Task A_package_that_is_not_in_the_index_yet_leaves_the_older_version()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("azure-cli", "2.91.0");
        world.Publish("azure-cli", "2.92.0");
        world.PublishPackage("2.91.0-1~noble", "noble");
        world.PublishPackage("2.91.0-1~jammy", "jammy");

        ToolResolution result = await world.ResolveAsync("azure-cli");

        Assert.Equal("2.91.0", result.Pin!.Version);
        Assert.Equal(4, result.Pin.Artifacts.Count);
        Assert.Equal("2.91.0-1~jammy", result.Pin.Find("arm64", "jammy")!.PackageVersion);
        Assert.Contains(
            result.NewerRefused,
            release => release.Reason.Contains("is not in the", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Two_tools_of_one_repository_ask_for_its_releases_once()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectx", "0.11.0");
        world.Publish("kubens", "0.11.0");
        ToolDefinition[] two = [world.Tool("kubectx"), world.Tool("kubens")];

        _ = await world.Resolver().ResolveAsync(two, null, new ResolveOptions(TimeSpan.Zero, false), Cancel);

        Assert.Single(world.Server.Seen, request => request.Path.Contains("/releases?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resolving_again_without_news_costs_no_rate_limit_and_changes_no_byte()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubelogin", "0.2.20");
        LockedTool first = (await world.ResolveAsync("kubelogin")).Pin!;
        world.Server.Seen.Clear();
        world.Server.Remaining = 0;
        world.Server.Reset = PublisherWorld.Now.AddHours(1);

        ToolResolution second = await world.ResolveAsync("kubelogin", first);

        Assert.Null(second.Failure);
        Assert.All(
            world.Server.Seen.Where(request => request.Host == "api.github.com"),
            request => Assert.Equal(304, request.Status)
        );
        Assert.Equal(Bytes(first), Bytes(second.Pin!));
    }

    [Fact]
    public async Task A_used_up_limit_is_told_with_the_time_to_come_back_and_the_cure()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Server.Remaining = 0;
        world.Server.Reset = PublisherWorld.Now.AddMinutes(23);

        string? failure = (await world.ResolveAsync("yq")).Failure;

        Assert.Contains("2026-11-01 12:23:00 UTC, in 23 min", failure, StringComparison.Ordinal);
        Assert.Contains("GITHUB_TOKEN", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(null)]
    public async Task A_secondary_limit_is_waited_out_as_told(int? retryAfter)
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Server.SecondaryRefusals = 1;
        world.Server.RetryAfter = retryAfter;

        ToolResolution result = await world.ResolveAsync("yq");

        Assert.Equal("4.54.1", result.Pin?.Version);
        Assert.Contains(world.Time.Waits, wait => wait == TimeSpan.FromSeconds(retryAfter ?? 60));
    }

    [Fact]
    public async Task A_long_secondary_limit_is_told_instead_of_waited_out()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Server.SecondaryRefusals = 9;
        world.Server.RetryAfter = 600;

        Assert.Contains("secondary limit", (await world.ResolveAsync("yq")).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_goes_to_the_api_and_to_nobody_else()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubelogin", "0.2.20");
        ToolResolver resolver = new(
            world.GitHub("ghs_secret"),
            world.Files(),
            world.CacheFolder,
            world.Trust,
            world.Time
        );

        _ = await resolver.ResolveAsync(world.Tool("kubelogin"), null, new ResolveOptions(TimeSpan.Zero, true), Cancel);

        Assert.All(
            world.Server.Seen,
            request =>
                Assert.Equal(
                    request.Host == "api.github.com",
                    request.Authorization?.Contains("ghs_secret", StringComparison.Ordinal) ?? false
                )
        );
    }

    [Fact]
    public async Task An_enterprise_server_is_asked_at_its_own_address()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        ToolResolver resolver = new(
            world.GitHub(api: "https://github.corp.example/api/v3/"),
            world.Files(),
            world.CacheFolder,
            world.Trust,
            world.Time
        );

        ToolResolution result = await resolver.ResolveAsync(
            world.Tool("yq"),
            null,
            new ResolveOptions(TimeSpan.Zero, false),
            Cancel
        );

        Assert.Equal("4.54.1", result.Pin!.Version);
        Assert.Contains(
            world.Server.Seen,
            request =>
                request.Host == "github.corp.example"
                && request.Path.StartsWith("/api/v3/repos/", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Another_servers_token_is_not_sent_to_the_public_github()
    {
        Dictionary<string, string> workflow = new()
        {
            ["GITHUB_TOKEN"] = "t",
            ["GITHUB_API_URL"] = "https://github.corp.example/api/v3",
        };

        Assert.Null(GitHubOptions.FromEnvironment(null, "x", workflow.GetValueOrDefault).Token);
        Assert.Equal(
            "t",
            GitHubOptions
                .FromEnvironment(
                    "https://github.corp.example/api/v3",
                    "x",
                    workflow.GetValueOrDefault,
                    ["github.corp.example"]
                )
                .Token
        );
    }

    [Theory]
    [InlineData("https://api.github.com/", "", "t")]
    [InlineData("https://github.corp.example/api/v3/", "", null)]
    [InlineData("https://api.github.com.evil.example/", "", null)]
    [InlineData("https://github.corp.example/api/v3/", "GitHub.corp.example", "t")]
    [InlineData("https://github.corp.example/api/v3/", "corp.example", null)]
    public void A_token_goes_to_GitHub_and_to_the_hosts_in_the_settings_alone(
        string api,
        string allowed,
        string? token
    ) =>
        Assert.Equal(
            token,
            GitHubOptions
                .FromEnvironment(
                    api,
                    "x",
                    name => name == "GITHUB_TOKEN" ? "t" : null,
                    allowed.Split(',', StringSplitOptions.RemoveEmptyEntries)
                )
                .Token
        );

    [Fact]
    public async Task An_unknown_repository_is_told_with_what_to_check()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();

        Assert.Contains("mikefarah/yq", (await world.ResolveAsync("yq")).Failure, StringComparison.Ordinal);
    }

    private static byte[] Bytes(LockedTool tool) =>
        new ToolLock
        {
            ResolvedAt = PublisherWorld.Now,
            ReviewAt = new DateOnly(2027, 1, 1),
            AptSnapshot = "20261101T000000Z",
            BaseImages = [],
            Tools = [tool],
        }.ToBytes();
}
