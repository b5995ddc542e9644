using Build.Comparing;
using Cake.Core.Diagnostics;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;

namespace Build.Tests.Steps;

/// <summary>What Release writes notes from. Whatever becomes of it, the release itself does not wait.</summary>
public sealed class WritingReleaseNotes : IDisposable
{
    private readonly string _before = Directory.CreateTempSubdirectory("jumpbox-before-").FullName;

    public void Dispose() => Directory.Delete(_before, recursive: true);

    [Fact]
    public async Task Evidence_of_the_release_before_is_compared()
    {
        using TestRunContext run = Run(_before);
        Image("img-1", "1.0").WriteTo(Path.Combine(_before, EvidenceFiles.Image));

        string said = await WriteAsync(run);

        Assert.StartsWith("release-notes.md: compared with img-1", said);
        Assert.Contains("| kubectl | changed | 1.0 | 2.0 |", Notes(run));
    }

    [Fact]
    public async Task An_image_that_is_released_again_is_not_compared_with_itself()
    {
        using TestRunContext run = Run(_before);
        Image("img-2", "2.0").WriteTo(Path.Combine(_before, EvidenceFiles.Image));

        Assert.Contains(
            "what changed is unknown: the newest evidence of a release is of this image itself",
            await WriteAsync(run)
        );
    }

    [Fact]
    public async Task A_download_that_left_nothing_is_unknown_and_never_a_first_release()
    {
        using TestRunContext run = Run(_before);

        string said = await WriteAsync(run);

        Assert.Contains("what changed is unknown: The folder ", said);
        Assert.Contains("has no image.json", said);
        Assert.Contains("What changed since the release before is unknown", Notes(run));
    }

    [Fact]
    public async Task Broken_evidence_is_unknown_and_says_what_is_broken()
    {
        using TestRunContext run = Run(_before);
        await File.WriteAllTextAsync(
            Path.Combine(_before, EvidenceFiles.Image),
            "{",
            TestContext.Current.CancellationToken
        );

        Assert.Contains("image.json", await WriteAsync(run));
        Assert.Contains("What changed since the release before is unknown", Notes(run));
    }

    [Fact]
    public async Task What_is_neither_a_folder_nor_a_known_release_is_refused()
    {
        using TestRunContext run = Run(Path.Combine(_before, "not-there"));

        EvidenceException refused = await Assert.ThrowsAsync<EvidenceException>(() => WriteAsync(run));

        Assert.Contains("There is no release '", refused.Message);
    }

    [Fact]
    public async Task Without_a_release_to_compare_with_the_clouds_word_decides()
    {
        using TestRunContext run = Run(null);

        Assert.Contains(
            "a first release: the history of the artifacts folder has no earlier image",
            await WriteAsync(run)
        );
        Assert.Contains(
            "what changed is unknown: the history of the artifacts folder has no earlier image, but img-7 is released",
            await WriteAsync(run, new ReleasedImages(["img-7"]))
        );
    }

    private static TestRunContext Run(string? from)
    {
        TestRunContext run = new(new NullLog(), from is null ? [] : [("from", from)]);
        Image("img-2", "2.0").WriteTo(run.Context.Workspace.ImageRecord);
        return run;
    }

    private static async Task<string> WriteAsync(TestRunContext run, ReleasedImages? cloud = null) =>
        ReleaseNotes.Write(
            run.Context,
            await ReleaseLookup.BeforeAsync(run.Context, Image("img-2", "2.0")),
            cloud ?? new ReleasedImages([])
        );

    private static string Notes(TestRunContext run) =>
        File.ReadAllText(run.Context.Workspace.File(ReleaseComparison.NotesFileName));

    private static ImageRecord Image(string id, string version) =>
        new()
        {
            Cloud = "azure",
            Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            Location = "eastus2",
            TemplateId = "/t",
            TemplateName = "imgt-1",
            ContentHash = new string(id[^1], 64),
            ImageId = id,
            ImageState = "Succeeded",
            RunState = "Succeeded",
            BaseImage = new RecordedBaseImage("Canonical", "ubuntu-24_04-lts", "server", "24.04.202609040"),
            Tools = [new RecordedTool("kubectl", version, new string('1', 64))],
            LockDigest = "",
            Commit = "",
            Dirty = false,
            Started = DateTimeOffset.UnixEpoch,
            Finished = DateTimeOffset.UnixEpoch,
            RunOutputs = [],
            Checks = [],
        };
}
