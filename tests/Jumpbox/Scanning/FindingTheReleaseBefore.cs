using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Scanning;

public sealed class FindingTheReleaseBefore : IDisposable
{
    private static readonly ReleasedImages NoOther = new([]);

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-before-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_with_evidence_is_the_release_and_has_its_settings()
    {
        SampleRecord.Good.WriteTo(Path.Combine(_folder, EvidenceFiles.Image));
        Write(EvidenceFiles.Settings, """{ "buildVm.size": "Standard_D2ds_v4" }""");

        EarlierRelease found = EarlierRelease.OfFolder(_folder)!;

        Assert.Equal(SampleRecord.Good.ImageId, found.Image!.Record.ImageId);
        Assert.Equal("Standard_D2ds_v4", found.Image.Settings!["buildVm.size"]);
    }

    [Fact]
    public void A_folder_that_says_nothing_is_neither_a_release_nor_none() =>
        Assert.Null(EarlierRelease.OfFolder(_folder));

    [Fact]
    public void A_folder_may_say_that_there_is_none_or_why_it_is_unknown()
    {
        Write(EarlierRelease.NoneFileName, "no artifact release-box\n");
        Assert.Equal("no artifact release-box", EarlierRelease.OfFolder(_folder)!.None);

        // Of both, the one that claims less.
        Write(EarlierRelease.UnknownFileName, "curl: (22) \u001b[31m503\n");
        EarlierRelease both = EarlierRelease.OfFolder(_folder)!;
        Assert.Equal("curl: (22) 503", both.Unknown);
        Assert.Null(both.None);
    }

    [Fact]
    public void None_is_said_only_if_the_cloud_has_none_either()
    {
        EarlierRelease none = EarlierRelease.OfNone("no artifact");

        Assert.Equal("no artifact, and the cloud has no other released image", none.With(NoOther).None);
        EarlierRelease released = none.With(new ReleasedImages(["img-1 of 2026-11-01T00:00:00Z"]));
        Assert.Null(released.None);
        Assert.StartsWith("no artifact, but img-1 of 2026-11-01T00:00:00Z is released.", released.Unknown);
        EarlierRelease unread = none.With(new ReleasedImages([], "403 Forbidden"));
        Assert.Null(unread.None);
        Assert.Equal("no artifact, and whether the cloud has one could not be read: 403 Forbidden", unread.Unknown);
    }

    [Fact]
    public void What_is_unknown_stays_unknown_and_evidence_is_not_doubted()
    {
        Assert.Equal("no network", EarlierRelease.OfUnknown("no network.").With(NoOther).Unknown);
        EarlierRelease image = EarlierRelease.Of(new RememberedImage(SampleRecord.Good, null, null));
        Assert.Same(image, image.With(new ReleasedImages(["img-1"])));
    }

    [Fact]
    public void The_notes_of_a_first_release_say_so_in_each_format()
    {
        ReleaseComparison first = ReleaseComparison.Between(
            EarlierRelease.OfNone("no artifact <x> | [a](b)"),
            new RememberedImage(SampleRecord.Good, null, null)
        );
        first.WriteTo(_folder);

        Assert.Contains("This is the first release: no artifact ", first.Notes);
        Assert.DoesNotContain("<x>", first.Notes);
        Assert.Contains("This is the first release: no artifact &lt;x&gt;", Read(ReleaseComparison.HtmlFileName));
        Assert.Contains("\"firstRelease\": \"no artifact <x> | [a](b)\"", Read(ReleaseComparison.FileName));
        Assert.DoesNotContain("none", first.Notes);
        Assert.Equal("a first release: no artifact <x> | [a](b)", first.Subject);
    }

    [Fact]
    public void The_notes_after_a_failed_look_up_say_unknown_and_why_and_never_none()
    {
        ReleaseComparison unknown = ReleaseComparison.Between(
            EarlierRelease.OfUnknown("the artifact has expired"),
            new RememberedImage(SampleRecord.Good, null, null)
        );
        unknown.WriteTo(_folder);

        Assert.Contains("What changed since the release before is unknown: the artifact has expired.", unknown.Notes);
        Assert.DoesNotContain("none", unknown.Notes + Read(ReleaseComparison.HtmlFileName).Split("</style>")[1]);
        Assert.Contains("\"unknown\": \"the artifact has expired\"", Read(ReleaseComparison.FileName));
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
