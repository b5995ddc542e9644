namespace Jumpbox.Evidence.Bill;

/// <summary>Identifiers inside one document: letters, digits, dots and dashes, each once, in the form of SPDX.</summary>
internal sealed class BillIds
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string Next(string kind, string name)
    {
        string wanted =
            $"SPDXRef-{kind}-"
            + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-'));
        string id = wanted;
        for (int count = 2; !_taken.Add(id); count++)
        {
            id = $"{wanted}-{count}";
        }
        return id;
    }
}
