using Jumpbox.Explaining;

namespace Jumpbox.Tests.Explaining;

/// <summary>A message and what has to be told about it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Rows">The rows that are causes; empty for a text that names none.</param>
/// <param name="Origin">Where it is from.</param>
/// <param name="Phase">The call that failed; null if unknown.</param>
internal sealed record CollectedMessage(string Text, IReadOnlyList<string> Rows, string Origin, FailurePhase? Phase)
{
    /// <summary>The kind of the first cause; null where the rows alone are compared, or for noise.</summary>
    public string? Kind { get; init; }

    /// <summary>Whether trying again helps; null where the rows alone are compared.</summary>
    public string? Again { get; init; }

    /// <summary>What is wrong with the explanation; null if nothing is.</summary>
    public string? Fault
    {
        get
        {
            IReadOnlyList<Explanation> causes = FailureExplainer.Explain(Text, phase: Phase).Causes;
            bool right =
                causes.Select(one => one.Id).Order().SequenceEqual(Rows.Order())
                && (
                    causes is not [var first, ..]
                    || Same(Kind, first.Kind.ToString()) && Same(Again, $"{first.TryAgain}")
                );
            return right
                ? null
                : $"{Origin}: expected [{string.Join(", ", Rows)}] {Kind} {Again}, told [{string.Join(", ", causes.Select(one => $"{one.Id} {one.Kind} {one.TryAgain}"))}]";
        }
    }

    private static bool Same(string? expected, string told) =>
        expected is null
        || string.Equals(expected.Replace("-", "", StringComparison.Ordinal), told, StringComparison.OrdinalIgnoreCase);
}
