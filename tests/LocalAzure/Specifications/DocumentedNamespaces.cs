using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Specifications;

/// <summary>docs/localazure.md says of each namespace what is emulated, and what a green run proves of it.</summary>
public sealed class DocumentedNamespaces
{
    [Theory]
    [InlineData("## What is emulated")]
    [InlineData("## What a green run proves")]
    public async Task Are_all_in_the_table_of(string heading)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer providers = await arm.GetAsync($"{LocalArm.Subscription}/providers", "2024-03-01");
        string[] lines = await File.ReadAllLinesAsync(
            Path.Combine(Repository.Root, "docs", "localazure.md"),
            TestContext.Current.CancellationToken
        );
        string[] documented =
        [
            .. lines
                .SkipWhile(line => line != heading)
                .Skip(1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
                .Where(line => line.StartsWith('|'))
                .SelectMany(line => line.Split('|')[1].Split(','))
                .Select(name => name.Trim()),
        ];

        Assert.Empty(providers.Json!["value"]!.AsArray().Select(p => (string)p!["namespace"]!).Except(documented));
    }
}
