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

    // Item by item: one item with a comma in its name must not count as two.
    public void Same(string what, IEnumerable<string> found, IEnumerable<string> expected)
    {
        string[] items = [.. found];
        string[] wanted = [.. expected];
        if (!items.SequenceEqual(wanted, StringComparer.Ordinal))
        {
            _found.Add($"{what} are {Counted(items, wanted.Length)}, expected {Counted(wanted, items.Length)}");
        }
    }

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

    private static string Counted(string[] items, int others) =>
        $"{Shown(string.Join(", ", items))}{(items.Length == others ? "" : $" ({items.Length})")}";

    private static string Shown(string text) => text.Length == 0 ? "nothing" : text;
}
