namespace LocalAzure.Tests.Idioms;

/// <summary>
/// Ordinary idioms of Bicep templates: each deploys with its outputs, validate and what-if agree, and a second deployment changes
/// nothing. And bodies that Azure's services refuse.
/// </summary>
public sealed class OwnIdioms(IdiomCloud cloud) : IClassFixture<IdiomCloud>
{
    private static readonly string Folder = Repository.PathOf("tests/LocalAzure/Idioms");

    public static TheoryData<string> Taken => In("Taken");

    public static TheoryData<string> Refused => In("Refused");

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task An_idiom_that_Azure_takes_deploys_with_its_outputs(string name)
    {
        Assert.SkipUnless(cloud.IsThere, "There is no Bicep compiler on this machine.");

        await IdiomJudge.TakesAsync(cloud, Idiom.Read(Path.Combine(Folder, "Taken", name + ".bicep")));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task An_idiom_that_Azure_refuses_is_refused(string name)
    {
        Assert.SkipUnless(cloud.IsThere, "There is no Bicep compiler on this machine.");

        await IdiomJudge.RefusesAsync(cloud, Idiom.Read(Path.Combine(Folder, "Refused", name + ".bicep")));
    }

    [Fact]
    public void The_corpus_has_at_least_60_idioms() => Assert.True(Taken.Count >= 60, $"There are {Taken.Count}.");

    private static TheoryData<string> In(string folder) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Folder, folder), "*.bicep")
                .Select(f => Path.GetFileNameWithoutExtension(f))
                .Order(StringComparer.Ordinal),
        ];
}
