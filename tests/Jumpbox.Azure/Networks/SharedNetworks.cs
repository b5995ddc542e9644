using System.Text.Json.Nodes;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Checks;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Networks beside the checkout, each with the verdict that Azure's documentation gives; they are not part of it.
/// </summary>
public sealed class SharedNetworks
{
    private static readonly string Folder = Path.GetFullPath(
        Path.Combine(Repository.Root, "..", "shared", "data", "networks")
    );

    public static TheoryData<string> Names =>
        File.Exists(Path.Combine(Folder, "expected.json"))
            ? [.. Cases().Select(one => (string)one["world"]!)]
            : ["none"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_network_has_the_verdict_that_the_documentation_gives(string name)
    {
        Assert.SkipUnless(Directory.Exists(Folder), "The shared networks are not at ../shared/data/networks.");
        JsonObject one = Cases().Single(found => (string)found["world"]! == name);
        string[] settings = [.. one["settings"]!.AsObject().Select(pair => $"{pair.Key}={pair.Value}")];
        await using LocalWorld world = await LocalWorld.StartAsync(
            await File.ReadAllTextAsync(Path.Combine(Folder, name), TestContext.Current.CancellationToken)
        );
        IReadOnlyList<CheckResult> results = await world.NetworkAsync(settings);
        foreach ((string checks, JsonNode? expected) in one["expect"]!.AsObject())
        {
            ExpectedVerdict.Assert(results, checks, (string)expected!, (string)one["because"]!);
        }
    }

    private static IEnumerable<JsonObject> Cases() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json")))!["cases"]!
            .AsArray()
            .OfType<JsonObject>();
}
