using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>Each source of digests, with material that is good, wrong, expired, missing and in disagreement.</summary>
public sealed class EachFormOfVerification
{
    private static readonly string Other = new('0', 64);

    [Theory]
    [InlineData("kubectl", "1.37.1", VerificationKind.ChecksumFile)]
    [InlineData("kubelogin", "0.2.20", VerificationKind.ChecksumFile)]
    [InlineData("azwi", "1.6.1", VerificationKind.ChecksumFile)]
    [InlineData("yq", "4.54.1", VerificationKind.GitHubDigest)]
    [InlineData("terraform", "1.16.5", VerificationKind.Signature)]
    [InlineData("azure-cli", "2.91.0", VerificationKind.AptIndex)]
    public async Task Good_material_confirms(string name, string version, VerificationKind kind)
    {
        await using PublisherWorld world = await WorldAsync(name, version);

        ToolResolution result = await world.ResolveAsync(name);

        Assert.Null(result.Failure);
        Assert.All(result.Pin!.Artifacts, file => Assert.Contains(file.Verified, one => one.Kind == kind));
    }

    [Theory]
    [InlineData("kubectl", "1.37.1")]
    [InlineData("kubelogin", "0.2.20")]
    [InlineData("azwi", "1.6.1")]
    public async Task A_page_in_place_of_a_checksum_file_stops_the_update(string name, string version)
    {
        await using PublisherWorld world = await WorldAsync(name, version);
        world.Put(Checksums(world, name, version), Encoding.UTF8.GetBytes("<html>200 OK, says the proxy</html>"));

        Assert.Contains("is not a checksum file for", (await world.ResolveAsync(name)).Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kubelogin", "0.2.20", "kubelogin-linux-amd64.zip")]
    [InlineData("azwi", "1.6.1", "azwi-v1.6.1-linux-amd64.tar.gz")]
    public async Task A_checksum_file_that_disagrees_with_GitHub_stops_the_update_with_both(
        string name,
        string version,
        string file
    )
    {
        await using PublisherWorld world = await WorldAsync(name, version);
        string text = string.Join(
            '\n',
            new[] { file, file.Replace("amd64", "arm64") }.Select(one => $"{Other}  {one}")
        );
        world.Put(Checksums(world, name, version), Encoding.UTF8.GetBytes(text + "\n"));

        string? failure = (await world.ResolveAsync(name)).Failure;

        Assert.Contains("GitHub states", failure, StringComparison.Ordinal);
        Assert.Contains(Other, failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bare_digest_that_disagrees_with_the_file_is_found_by_downloading()
    {
        await using PublisherWorld world = await WorldAsync("kubectl", "1.37.1");
        world.Put(Checksums(world, "kubectl", "1.37.1"), Encoding.UTF8.GetBytes(Other + "\n"));

        string? failure = (await world.ResolveAsync("kubectl", download: true)).Failure;

        Assert.Contains(Other, failure, StringComparison.Ordinal);
        Assert.Contains("the downloaded file states", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kubectl", "1.37.1")]
    [InlineData("kubelogin", "0.2.20")]
    [InlineData("azwi", "1.6.1")]
    [InlineData("terraform", "1.16.5")]
    public async Task A_missing_checksum_file_leaves_the_release_out_and_an_older_one_is_taken(
        string name,
        string version
    )
    {
        await using PublisherWorld world = await WorldAsync(name, version);
        ToolDefinition tool = world.Tool(name);
        string newer = version[..^1] + "9";
        world.Publish(name, newer);
        foreach (string architecture in tool.Architectures.Keys)
        {
            world.Break(tool.Expand(tool.Checksum!.Url, newer, architecture), Fault.Missing);
        }

        ToolResolution result = await world.ResolveAsync(name);

        Assert.Equal(version, result.Pin?.Version);
        Assert.Contains(result.NewerRefused, one => one.Reason.Contains("checksum file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sha512:00")]
    [InlineData("sha256:abc")]
    public async Task A_digest_of_GitHub_in_another_form_stops_the_update(string digest)
    {
        await using PublisherWorld world = await WorldAsync("yq", "4.54.1");
        JsonArray assets = world.Server.Releases["mikefarah/yq"][0]["assets"]!.AsArray();
        assets[0]!["digest"] = digest;

        Assert.Contains("which is not a SHA-256", (await world.ResolveAsync("yq")).Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expired", "expired on")]
    [InlineData("revoked", "is revoked")]
    public async Task A_key_that_may_not_sign_any_more_stops_terraform_and_azure_cli_alike(string how, string told)
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Use(
            how == "revoked"
                ? new TestKey(PublisherWorld.Now.AddYears(-2), revoked: true)
                : new TestKey(PublisherWorld.Now.AddYears(-2), lifetime: TimeSpan.FromDays(365))
        );
        Publish(world, "terraform", "1.16.5");
        Publish(world, "azure-cli", "2.91.0");

        Assert.Contains(told, (await world.ResolveAsync("terraform")).Failure, StringComparison.Ordinal);
        Assert.Contains(told, (await world.ResolveAsync("azure-cli")).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_over_other_sums_stops_the_update()
    {
        await using PublisherWorld world = await WorldAsync("terraform", "1.16.5");
        string sums = Checksums(world, "terraform", "1.16.5");
        world.Put(sums, [.. world.Get(sums), (byte)'\n']);

        Assert.Contains("does not match", (await world.ResolveAsync("terraform")).Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://www.hashicorp.com/.well-known/pgp-key.txt", "terraform", "1.16.5")]
    [InlineData("https://packages.microsoft.com/keys/microsoft.asc", "azure-cli", "2.91.0")]
    public async Task A_key_that_is_gone_from_its_address_is_told_with_what_to_change(
        string keyUrl,
        string name,
        string version
    )
    {
        await using PublisherWorld world = await WorldAsync(name, version);
        world.Break(keyUrl, Fault.Missing);

        string? failure = (await world.ResolveAsync(name)).Failure;

        Assert.Contains(keyUrl, failure, StringComparison.Ordinal);
        Assert.Contains("change keyUrl", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dists/noble/InRelease")]
    [InlineData("dists/noble/main/binary-amd64/Packages.gz")]
    public async Task A_missing_index_of_the_apt_repository_stops_the_update(string path)
    {
        await using PublisherWorld world = await WorldAsync("azure-cli", "2.91.0");
        world.Break($"{world.Tool("azure-cli").Apt!.Repository}/{path}", Fault.Missing);

        Assert.Contains(path, (await world.ResolveAsync("azure-cli")).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_429_is_honoured_as_a_403_is()
    {
        await using PublisherWorld world = await WorldAsync("yq", "4.54.1");
        world.Server.RefusalStatus = 429;
        world.Server.SecondaryRefusals = 1;
        world.Server.RetryAfter = 30;

        Assert.Null((await world.ResolveAsync("yq")).Failure);
        Assert.Contains(TimeSpan.FromSeconds(30), world.Time.Waits);
    }

    [Fact]
    public async Task The_tool_of_the_guide_is_added_by_its_entry_alone()
    {
        string guide = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs/tools.md"),
            TestContext.Current.CancellationToken
        );
        string entry = guide.Split("```json\n")[1].Split("```")[0];
        ToolDefinition stern = ToolCatalogue
            .Parse(
                $$"""{ "minimumReleaseAgeDays": 7, "reviewAfterDays": 90, "baseImages": [], "tools": [ {{entry}} ] }"""
            )
            .Find("stern")!;
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Add(stern);
        world.Publish("stern", "1.34.0");

        ToolResolution result = await world.ResolveAsync("stern");

        Assert.Equal("1.34.0", result.Pin?.Version);
        Assert.Equal(["amd64", "arm64"], result.Pin!.Artifacts.Select(file => file.Architecture).Order());
    }

    private static async Task<PublisherWorld> WorldAsync(string name, string version)
    {
        PublisherWorld world = await PublisherWorld.StartAsync();
        Publish(world, name, version);
        return world;
    }

    private static void Publish(PublisherWorld world, string name, string version)
    {
        world.Publish(name, version);
        foreach (string suite in world.Tool(name).Apt?.Suites ?? [])
        {
            world.PublishPackage($"{version}-1~{suite}", suite);
        }
    }

    private static string Checksums(PublisherWorld world, string name, string version) =>
        world.Tool(name).Expand(world.Tool(name).Checksum!.Url, version, "amd64");
}
