using Build.Preflight;
using Jumpbox.Boundaries;
using Jumpbox.Explaining;
using Jumpbox.Settings;

namespace Build.Terminal;

/// <summary>What is known about the failure that ended a run.</summary>
/// <param name="Lines">Lines for the console; empty if the message itself says it, or nothing is known.</param>
/// <param name="Annotation">The title and the text of an annotation in CI.</param>
internal sealed record FailureSummary(IReadOnlyList<string> Lines, IReadOnlyList<string> Annotation)
{
    private const int MostLines = 12;

    /// <summary>Sums up a failure.</summary>
    /// <param name="failure">What ended the run.</param>
    public static FailureSummary Of(Exception failure)
    {
        string[] said =
        [
            .. PlainText.Lines(Redaction.Scrub(Said(failure))).Split('\n').Where(line => line.Trim().Length > 0),
        ];
        // What is refused before the first target has a cure in each sentence.
        bool isExplained =
            failure is SettingsException or PreflightException
            || Array.Exists(
                said,
                line =>
                    line.Contains("Known failure ", StringComparison.Ordinal)
                    || line.Contains("What to do:", StringComparison.Ordinal)
            );
        FailureExplanation explanation = isExplained
            ? FailureExplanation.None
            : FailureExplainer.Explain(string.Join('\n', said));
        if (IsOfThisMachine(failure))
        {
            // The catalogue's rows of this kind are about the build VM.
            explanation = explanation with
            {
                Causes = [.. explanation.Causes.Where(cause => cause.Row.Kind != FailureKind.Image)],
            };
        }
        string[] lines = explanation.Causes.Count == 0 ? [] : [.. ExplanationText.Lines(explanation)];
        return new FailureSummary(lines, [.. said.Take(1), .. said.Skip(1).Concat(lines).Take(MostLines)]);
    }

    private static bool IsOfThisMachine(Exception? failure) =>
        failure switch
        {
            null => false,
            AggregateException several => several.InnerExceptions.Any(IsOfThisMachine),
            // The network stack wraps its own failures in the same type.
            IOException { InnerException: null } and not HttpIOException or UnauthorizedAccessException => true,
            _ => IsOfThisMachine(failure.InnerException),
        };

    private static string Said(Exception failure) =>
        failure is AggregateException { InnerExceptions: [var only] } ? Said(only)
        : failure.InnerException is { } inner && !failure.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{failure.Message}\n{Said(inner)}"
        : failure.Message;
}
