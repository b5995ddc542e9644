namespace Jumpbox.Evidence.Log;

/// <summary>A list that a step prints into the log, between two lines that mark its beginning and its end.</summary>
/// <param name="word">The word in the marks, for example <c>PACKAGES</c>.</param>
/// <param name="read">Returns the item of a line's cells; null for a line of another form.</param>
internal sealed class LoggedList<T>(string word, Func<string[], T?> read)
    where T : class
{
    private const int ShownCharacters = 100;

    private readonly List<T> _items = [];
    private readonly string _name = $"list of {word.ToLowerInvariant()}";
    private string? _problem;
    private bool _isOpen;
    private bool _hadOne;

    /// <summary>The items; of several lists, the last one's.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>Whether there was one, which may have had no item.</summary>
    public bool HadOne => _hadOne;

    /// <summary>Why the list may be incomplete, as a sentence without its end; null if it is complete or missing.</summary>
    public string? Problem => _problem ?? (_isOpen ? $"its {_name} has no end" : null);

    /// <returns>Whether the line belongs to the list.</returns>
    public bool Take(LogLine line)
    {
        if (line.Text == $"-----BEGIN JUMPBOX {word}-----")
        {
            if (_hadOne)
            {
                _problem ??= $"it has more than one {_name}";
            }
            _items.Clear();
            return _hadOne = _isOpen = true;
        }
        if (line.Text == $"-----END JUMPBOX {word}-----")
        {
            _isOpen = false;
            return true;
        }
        // The log may have turned a tab into spaces.
        string[] cells = _isOpen ? line.Text.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries) : [];
        if (cells.Length > 0 && read(cells) is { } item)
        {
            _items.Add(item);
            return true;
        }
        // Azure's own lines may come between; a line of the list that is left out could name a denied licence.
        if (cells.Length > 0 && line.Kind is LogLineKind.Said or LogLineKind.Failure)
        {
            _problem ??= $"line {line.Number} in its {_name} is not of its form: {Short(line.Text)}";
        }
        return false;
    }

    private static string Short(string text) => text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…";
}
