using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Specifications;

/// <summary>
/// Compares a body with a definition and makes of it what a service stores: without read-only members, words in the specification's
/// spelling, numbers and flags instead of texts. A value that is not known yet, an expression, is no problem.
/// </summary>
internal sealed class SpecificationCheck
{
    // ARM reads these itself; the rest of the body goes to the service.
    private static readonly string[] OfArm =
    [
        "id",
        "name",
        "type",
        "apiVersion",
        "etag",
        "systemData",
        "managedBy",
        "scale",
    ];
    private readonly List<SpecificationProblem> _problems = [];
    private readonly Func<string, bool> _isOpen;

    private SpecificationCheck(Func<string, bool> isOpen) => _isOpen = isOpen;

    /// <param name="body">The body of a PUT; its read-only members are removed.</param>
    /// <param name="definition">The name of the definition.</param>
    /// <param name="isOpen">Whether a text stands for a value that is not known yet.</param>
    public static IReadOnlyList<SpecificationProblem> Of(JsonObject body, string definition, Func<string, bool> isOpen)
    {
        SpecificationCheck check = new(isOpen);
        check.Object(body, definition, "");
        return check._problems;
    }

    private void Object(JsonObject json, string definition, string path)
    {
        IReadOnlyDictionary<string, string> members = MembersOf(json, definition, path);
        foreach ((string? name, JsonNode? value) in json.ToList())
        {
            if (path.Length == 0 && OfArm.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }
            string place = path.Length == 0 ? name : $"{path}.{name}";
            if (!members.TryGetValue(name, out string? type) && !members.TryGetValue("*", out type))
            {
                _problems.Add(new(ProblemKind.Unknown, place, definition));
                json.Remove(name);
            }
            else if (type == "-")
            {
                json.Remove(name);
            }
            else
            {
                Value(value, type.TrimStart('!'), definition, place);
            }
        }
        foreach ((string? name, string? type) in members.Where(m => m.Value.StartsWith('!')))
        {
            if (
                json[name] is null
                && !json.Any(m => ArmPath.Same(m.Key, name))
                && !(path.Length == 0 && name == "name")
            )
            {
                _problems.Add(new(ProblemKind.Missing, path.Length == 0 ? name : $"{path}.{name}", definition));
            }
        }
    }

    // The members of the definition and, if a member of the body selects one, of that definition too.
    private IReadOnlyDictionary<string, string> MembersOf(JsonObject json, string definition, string path)
    {
        IReadOnlyDictionary<string, string> members = Specification.Definition(definition);
        if (!members.TryGetValue("?", out string? by))
        {
            return members;
        }
        Dictionary<string, string> all = members
            .Where(m => m.Key[0] != '?')
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        all[by] = "string";
        string word = json[by].Text() ?? "";
        if (members.TryGetValue("?" + word, out string? chosen) && word.Length > 0)
        {
            foreach ((string? name, string? type) in Specification.Definition(chosen[1..]))
            {
                all.TryAdd(name, type);
            }
            return all;
        }
        if (!_isOpen(word))
        {
            string known = string.Join(", ", members.Keys.Where(k => k.Length > 1 && k[0] == '?').Select(k => k[1..]));
            _problems.Add(new(ProblemKind.WrongValue, $"{path}.{by}", definition, word, known));
        }
        // Without a choice, nothing can be said about the other members.
        all["*"] = "any";
        return all;
    }

    private void Value(JsonNode? value, string type, string definition, string path)
    {
        if (value is null || type == "any" || value.Text() is { } text && _isOpen(text))
        {
            return;
        }
        switch (type[0])
        {
            case '#' when value is JsonObject json:
                Object(json, type[1..], path);
                return;
            case '[' when value is JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    Value(list[i], type[2..], definition, $"{path}[{i}]");
                }
                return;
            case '{' when value is JsonObject map:
                foreach ((string? name, JsonNode? item) in map.ToList())
                {
                    Value(item, type[2..], definition, $"{path}['{name}']");
                }
                return;
            case '\'' when value.Text() is { } word:
                string[] words = type[1..].Split('|');
                if (Array.Find(words, w => ArmPath.Same(Packed(w), Packed(word))) is not { } known)
                {
                    _problems.Add(new(ProblemKind.WrongValue, path, definition, word, string.Join(", ", words)));
                }
                else if (known != word)
                {
                    value.ReplaceWith(known);
                }
                return;
            default:
                if (!Fits(value, type, out bool isOutside))
                {
                    ProblemKind kind = isOutside ? ProblemKind.WrongValue : ProblemKind.WrongType;
                    _problems.Add(new(kind, path, definition, value.ToJsonString(), Describe(type)));
                }
                else if (type != "string" && value.Text() is { } written)
                {
                    value.ReplaceWith(JsonNode.Parse(written.ToLowerInvariant()));
                }
                return;
        }
    }

    // Services read a number or a flag in a text too, and a text from a number.
    private static bool Fits(JsonNode value, string type, out bool isOutside)
    {
        isOutside = false;
        bool isSimple = value is JsonValue;
        switch (type[..3])
        {
            case "str":
                return isSimple;
            case "boo":
                return value.Flag() is not null || bool.TryParse(value.Text(), out _);
            case "int":
                if (
                    !isSimple
                    || value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
                    || !double.TryParse(
                        value.Text() ?? value.ToJsonString(),
                        NumberStyles.Float,
                        CultureInfo.InvariantCulture,
                        out double number
                    )
                )
                {
                    return false;
                }
                isOutside = !IsWithin(number, type);
                return !isOutside;
            default:
                return false;
        }
    }

    private static bool IsWithin(double number, string type)
    {
        string[] ends = type.Length > 4 ? type[4..].Split("..") : ["", ""];
        return (ends[0].Length == 0 || number >= double.Parse(ends[0], CultureInfo.InvariantCulture))
            && (ends[1].Length == 0 || number <= double.Parse(ends[1], CultureInfo.InvariantCulture));
    }

    // Some specifications write "SystemAssigned, UserAssigned" without the space.
    private static string Packed(string word) => word.Replace(" ", "", StringComparison.Ordinal);

    private static string Describe(string type) =>
        type[0] switch
        {
            '#' => type[1..],
            '[' => "a list",
            '{' => "an object",
            '\'' => "a text",
            _ => type,
        };
}
