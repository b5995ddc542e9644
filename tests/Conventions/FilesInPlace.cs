namespace Conventions.Tests;

/// <summary>
/// A file that others read is replaced as a whole, through AtomicFile: a full disk or a kill must not leave half of one.
/// </summary>
public sealed class FilesInPlace
{
    private static readonly string[] Judged =
    [
        .. Compiled.Projects.Where(project => !project.StartsWith("Cake.", StringComparison.Ordinal)),
    ];

    // Each with its reason.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Jumpbox.Files.AtomicFile"] = "writes the new file beside the old one",
        ["Jumpbox.Rehearsal.RootAssessment"] =
            "what the assessor reads, in the sandbox's folder, which is deleted with it",
        ["Jumpbox.Rehearsal.RunFolder"] = "files of one sandbox, in a folder that is deleted with it",
    };

    [Fact]
    public void No_file_is_written_in_place() =>
        Assert.Empty(CompiledCode.Read(Judged).Callers(Judged, "System.IO.File", "WriteAll").Except(Exceptions.Keys));

    [Fact]
    public void Each_exception_is_needed() =>
        Assert.Empty(Exceptions.Keys.Except(CompiledCode.Read(Judged).Callers(Judged, "System.IO.File", "WriteAll")));
}
