using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>An OpenVEX document. Source: OpenVEX specification 0.2.0.</summary>
/// <param name="Id">Its <c>@id</c>.</param>
/// <param name="Author">Its author.</param>
/// <param name="Statements">Its statements, in its order.</param>
public sealed record VexDocument(string Id, string Author, IReadOnlyList<VexStatement> Statements)
{
    /// <summary>The context of the version that this program writes.</summary>
    public const string Context = "https://openvex.dev/ns/v0.2.0";

    // The first versions had no number, or 0.0.1.
    private static readonly string[] Known = ["https://openvex.dev/ns", "https://openvex.dev/ns/v0.0.1", Context];

    /// <summary>Reads a document.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="EvidenceException">It is not OpenVEX, of a newer version, or lacks what a statement must say; all at once.</exception>
    public static VexDocument Read(string text, string path)
    {
        try
        {
            // Of a member that is there twice nobody can say which one counts.
            using JsonDocument document = JsonDocument.Parse(
                text,
                new JsonDocumentOptions { AllowDuplicateProperties = false }
            );
            JsonElement root = document.RootElement;
            string context = root.Text("@context");
            if (!Known.Contains(context))
            {
                throw new EvidenceException(
                    $"'{path}' has the @context '{Boundaries.PlainText.Line(context)}', but this program reads OpenVEX up to {Context}. "
                        + "Use a document of that version."
                );
            }
            List<string> problems = [];
            VexStatement[] statements =
            [
                .. root.Items("statements")
                    .Select(
                        (one, at) => VexStatement.Read(one, JsonText.Time(root.Text("timestamp")), at + 1, problems)
                    )
                    .OfType<VexStatement>(),
            ];
            return problems.Count == 0
                ? new VexDocument(root.Text("@id"), root.Text("author"), statements)
                : throw new EvidenceException(
                    $"'{path}' has wrong statements: {Boundaries.PlainText.Line(string.Join("; ", problems))}. Correct them."
                );
        }
        catch (JsonException broken)
        {
            throw new EvidenceException($"'{path}' is not JSON: {broken.Message} Correct the file.", broken);
        }
    }
}
