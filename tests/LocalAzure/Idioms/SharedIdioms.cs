using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Idioms;

/// <summary>
/// Idioms that others wrote for the purpose, beside the checkout: what Azure takes must deploy with the outputs that it gives, and
/// what Azure refuses must be refused.
/// </summary>
public sealed class SharedIdioms(IdiomCloud cloud) : IClassFixture<IdiomCloud>
{
    private static readonly string Folder = Path.GetFullPath(
        Path.Combine(Repository.Root, "..", "shared", "data", "bicep")
    );

    public static TheoryData<string> Taken => Cases(refused: false);

    public static TheoryData<string> Refused => Cases(refused: true);

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task An_idiom_that_Azure_takes_deploys_with_its_outputs(string name)
    {
        Idiom idiom = await ReadAsync(name);

        await IdiomJudge.TakesAsync(cloud, idiom);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task An_idiom_that_Azure_refuses_is_refused(string name)
    {
        Idiom idiom = await ReadAsync(name);

        await IdiomJudge.RefusesAsync(cloud, idiom);
    }

    private async Task<Idiom> ReadAsync(string name)
    {
        Assert.SkipUnless(cloud.IsThere, "There is no Bicep compiler on this machine.");
        string file = Path.Combine(Folder, name + ".bicep");
        Assert.SkipUnless(File.Exists(file), "The shared idioms are not at ../shared/data/bicep.");
        await cloud.PrepareAsync(Path.Combine(Folder, "shared", "ground.bicep"));
        return Idiom.Read(file);
    }

    private static TheoryData<string> Cases(bool refused)
    {
        string[] files = Directory.Exists(Folder)
            ? [.. Directory.GetFiles(Folder, "*.bicep").Where(f => File.Exists(Path.ChangeExtension(f, ".bicepparam")))]
            : [];
        string[] names =
        [
            .. files
                .Where(f => Idiom.Read(f).IsRefused == refused)
                .Select(f => Path.GetFileNameWithoutExtension(f))
                .Order(StringComparer.Ordinal),
            .. refused ? Array.Empty<string>() : ["r1", "r2", "r3"],
        ];
        // A theory needs a row, which is skipped where the idioms are not.
        return [.. names.DefaultIfEmpty("none")];
    }
}
