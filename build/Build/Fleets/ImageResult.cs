using Build.Terminal;

namespace Build.Fleets;

/// <summary>How the run of one image ended.</summary>
/// <param name="Image">The image.</param>
/// <param name="Code">The exit code; null if it was not started.</param>
/// <param name="Reason">Why it did not succeed, in one line; null for success.</param>
internal sealed record ImageResult(string Image, int? Code, string? Reason)
{
    /// <summary>How it ended, in a word or two.</summary>
    public string State =>
        Code switch
        {
            null => "not started",
            0 => "succeeded",
            3 => "detached",
            2 => "refused",
            _ => "failed",
        };

    /// <summary>How long it took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The title and the text for an annotation; empty for success.</summary>
    public IReadOnlyList<string> Annotation { get; init; } = [];

    /// <summary>The result of a run.</summary>
    /// <param name="image">The image.</param>
    /// <param name="code">The exit code.</param>
    /// <param name="failure">What ended the run early; null for success.</param>
    public static ImageResult Of(string image, int code, Exception? failure)
    {
        if (code == 0)
        {
            return new ImageResult(image, code, null);
        }
        IReadOnlyList<string> told = failure is null ? [] : FailureSummary.Of(failure).Annotation;
        return new ImageResult(image, code, told is [var first, ..] ? first : "see its lines above")
        {
            Annotation = told,
        };
    }
}
