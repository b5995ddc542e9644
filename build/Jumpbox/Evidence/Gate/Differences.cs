namespace Jumpbox.Evidence.Gate;

/// <summary>Collects differences from the expected values, so that a verdict lists all of them at once.</summary>
/// <param name="subject">What is compared.</param>
internal sealed class Differences(string subject)
{
    private readonly List<string> _found = [];

    public bool Any => _found.Count > 0;

    public void Same(string what, string found, string expected, StringComparison comparison = StringComparison.Ordinal)
    {
        if (!found.Equals(expected, comparison))
        {
            _found.Add($"{what} is {Shown(found)}, expected {Shown(expected)}");
        }
    }

    public void Same(string what, IEnumerable<string> found, IEnumerable<string> expected) =>
        Same(what, string.Join(", ", found), string.Join(", ", expected));

    public void RequireContains(string what, IReadOnlyList<string> found, string expected)
    {
        if (!found.Contains(expected, StringComparer.OrdinalIgnoreCase))
        {
            _found.Add($"{what} are {Shown(string.Join(", ", found))} without {Shown(expected)}");
        }
    }

    public void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            _found.Add(otherwise);
        }
    }

    public override string ToString() => $"{subject}: {string.Join("; ", _found)}";

    private static string Shown(string text) => text.Length == 0 ? "nothing" : text;
}
