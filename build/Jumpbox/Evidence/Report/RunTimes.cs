using Jumpbox.Files;

namespace Jumpbox.Evidence.Report;

/// <summary>
/// The times of targets and phases of the runs in an artifacts folder: <c>run.json</c>, which is not evidence.
/// </summary>
/// <param name="Spans">Each target and phase once, from its latest run, by start time.</param>
public sealed record RunTimes(IReadOnlyList<RunSpan> Spans)
{
    /// <summary>The file in the artifacts folder.</summary>
    public const string FileName = "run.json";

    /// <summary>A kind of span for a target.</summary>
    public const string Target = "target";

    /// <summary>A kind of span for a phase of the image build.</summary>
    public const string Phase = "phase";

    /// <summary>Nothing has run yet.</summary>
    public static RunTimes None { get; } = new([]);

    /// <summary>Reads the file; a missing or damaged one counts as empty, since nothing depends on it.</summary>
    /// <param name="folder">The artifacts folder.</param>
    public static RunTimes Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? EvidenceJson.Parse<RunTimes>(EvidenceJson.ReadFile(path, ""), path, "") : None;
        }
        catch (EvidenceException)
        {
            return None;
        }
    }

    /// <summary>
    /// Adds the times of a run; a target that ran again replaces its earlier run, and so do the phases of a build.
    /// </summary>
    /// <param name="spans">The spans of the run.</param>
    public RunTimes With(IReadOnlyCollection<RunSpan> spans)
    {
        bool built = spans.Any(span => span.Kind == Phase);
        return new([
            .. Spans
                .Where(old =>
                    old.Kind == Phase ? !built : !spans.Any(span => span.Kind == Target && span.Name == old.Name)
                )
                .Concat(spans)
                .OrderBy(span => span.Started),
        ]);
    }

    /// <summary>Writes the file.</summary>
    /// <param name="folder">The artifacts folder.</param>
    public void WriteTo(string folder) => AtomicFile.Write(Path.Combine(folder, FileName), EvidenceJson.Write(this));
}

/// <summary>A timed part of a run.</summary>
/// <param name="Kind"><c>target</c>, or <c>phase</c> for a phase of the image build during this run.</param>
/// <param name="Name">The target, or Azure's word for the phase.</param>
/// <param name="Started">When it started.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Requests">The number of requests sent, including retries and polls.</param>
/// <param name="Succeeded">Whether it succeeded.</param>
public sealed record RunSpan(
    string Kind,
    string Name,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    int Requests,
    bool Succeeded
);
