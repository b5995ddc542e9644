using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// The licences that the copyright file of a Debian package names, as the step <c>package-list</c> printed them: <c>dep5:</c> or
/// <c>text:</c>, then the names with semicolons between them and underscores as spaces. Source of the operators and their
/// precedence: Debian, "Machine-readable debian/copyright file", version 1.0, section 7.2.
/// </summary>
internal sealed partial class DebianLicences
{
    /// <summary>The licences that did not fit into the list.</summary>
    public const string More = DebianLicenceNames.OwnPrefix + "not-listed";

    private const string Structured = "dep5:";
    private const string Recognised = "text:";

    private readonly SortedSet<string> _own = new(StringComparer.Ordinal);

    private DebianLicences(string names, bool isStructured)
    {
        Expression = string.Join(" AND ", names.Split(';').Select(Terms).SelectMany(one => one).Distinct());
        Comment = isStructured
            ? "All licences that the package's copyright file names, of its source as well; without exceptions to them."
            : "Licences recognised in the package's copyright file, which has no machine-readable form and may have others.";
    }

    /// <summary>An SPDX expression.</summary>
    public string Expression { get; }

    /// <summary>Where it is from, as a sentence.</summary>
    public string Comment { get; }

    /// <summary>The ids in it that are not in the SPDX License List.</summary>
    public IEnumerable<string> Own => _own;

    /// <summary>Reads what the step printed.</summary>
    /// <param name="cell">The text; everything in it is data.</param>
    /// <returns>The licences, or null if none is named.</returns>
    public static DebianLicences? Parse(string cell) =>
        cell.StartsWith(Structured, StringComparison.Ordinal) && cell.Length > Structured.Length
            ? new DebianLicences(cell[Structured.Length..], isStructured: true)
        : cell.StartsWith(Recognised, StringComparison.Ordinal) && cell.Length > Recognised.Length
            ? new DebianLicences(cell[Recognised.Length..], isStructured: false)
        : null;

    // A comma ends a choice: "A or B, and C". Otherwise "and" binds more tightly than "or".
    private IEnumerable<string> Terms(string name)
    {
        string text = name.Replace('_', ' ').Trim();
        return CommaAnd().Split(text).Select(part => part.Trim(' ', ',', '(', ')')).SelectMany(Choice);
    }

    private IEnumerable<string> Choice(string text)
    {
        string[][] choices = [.. Or().Split(text).Select(choice => And().Split(choice).Select(Id).ToArray())];
        return choices.Length == 1 ? choices[0] : [$"({string.Join(" OR ", choices.Select(All).Distinct())})"];
    }

    private static string All(string[] ids) => ids.Length == 1 ? ids[0] : $"({string.Join(" AND ", ids)})";

    private string Id(string name)
    {
        string id = name == "..." ? More : DebianLicenceNames.Of(name.Trim(' ', ',', '(', ')'));
        if (id.StartsWith(DebianLicenceNames.OwnPrefix, StringComparison.Ordinal))
        {
            _ = _own.Add(id);
        }
        return id;
    }

    [GeneratedRegex(@",\s*and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex CommaAnd();

    [GeneratedRegex(@",?\s+or\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Or();

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();
}
