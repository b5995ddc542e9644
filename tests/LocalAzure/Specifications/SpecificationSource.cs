using System.Text.Json.Nodes;
using Azure.Bicep.Types;
using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;
using Azure.Bicep.Types.Index;

namespace LocalAzure.Tests.Specifications;

/// <summary>
/// Writes what Microsoft's type definitions (made from the published OpenAPI specifications) say about the emulated types, in the
/// form that <c>build/LocalAzure/Specifications</c> reads.
/// </summary>
internal sealed class SpecificationSource
{
    // The specification lists some sizes of machines; which a region offers is another question (SkuNotAvailable).
    private static readonly string[] Open = ["vmSize"];

    private readonly AzTypeLoader _loader = new();
    private readonly TypeIndex _index;
    private readonly JsonObject _definitions = [];
    private readonly Dictionary<string, ObjectType> _origin = new(StringComparer.Ordinal);

    public SpecificationSource() => _index = _loader.LoadTypeIndex();

    /// <summary>All API versions of a type, oldest first.</summary>
    public IReadOnlyList<string> VersionsOf(string type) =>
        [
            .. _index
                .Resources.Keys.Where(k => k.StartsWith(type + "@", StringComparison.OrdinalIgnoreCase))
                .Select(k => k[(k.IndexOf('@', StringComparison.Ordinal) + 1)..])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The whole document.</summary>
    /// <param name="types">The types, and whether their bodies are wanted beside their versions.</param>
    /// <param name="history">Whether members that only older versions have are wanted too, which takes a while.</param>
    public JsonObject Write(IEnumerable<(string Name, bool WithBody)> types, bool history)
    {
        JsonObject all = [];
        foreach ((string? type, bool withBody) in types)
        {
            IReadOnlyList<string> versions = VersionsOf(type);
            JsonObject entry = new() { ["versions"] = new JsonArray([.. versions.Select(v => (JsonNode)v)]) };
            if (withBody)
            {
                ObjectType newest = BodyOf(type, versions[^1]);
                entry["body"] = Define(newest);
                foreach (string version in history ? versions : [])
                {
                    Merge(BodyOf(type, version), newest, []);
                }
            }
            all[type] = entry;
        }
        return new JsonObject { ["types"] = all, ["definitions"] = _definitions };
    }

    private ObjectType BodyOf(string type, string version) =>
        (ObjectType)
            _loader
                .LoadResourceType(
                    _index
                        .Resources.First(r => r.Key.Equals($"{type}@{version}", StringComparison.OrdinalIgnoreCase))
                        .Value
                )
                .Body.Type;

    // Defines the object and everything that a request can have below it; returns the name.
    private string Define(ObjectType type)
    {
        string name = type.Name;
        for (
            int i = 2;
            _origin.TryGetValue(name, out ObjectType? other) && !ReferenceEquals(other, type) && !Alike(other, type);
            i++
        )
        {
            name = $"{type.Name} {i}";
        }
        if (_origin.TryAdd(name, type))
        {
            JsonObject members = [];
            _definitions[name] = members;
            foreach ((string? member, ObjectTypeProperty? property) in type.Properties)
            {
                members[member] = Open.Contains(member) ? "string" : Notation(property);
            }
            if (type.AdditionalProperties?.Type is { } rest)
            {
                members["*"] = Notation(rest);
            }
        }
        return name;
    }

    private string Notation(ObjectTypeProperty property) =>
        property.Flags.HasFlag(ObjectTypePropertyFlags.ReadOnly)
            ? "-"
            : (property.Flags.HasFlag(ObjectTypePropertyFlags.Required) ? "!" : "") + Notation(property.Type.Type);

    private string Notation(TypeBase type) =>
        type switch
        {
            StringType => "string",
            IntegerType { MinValue: var least, MaxValue: var most } => least is null && most is null
                ? "int"
                : $"int {least}..{most}",
            BooleanType => "bool",
            ArrayType list => "[]" + Notation(list.ItemType.Type),
            ObjectType { Properties.Count: 0, AdditionalProperties.Type: { } rest } => "{}" + Notation(rest),
            ObjectType { Properties.Count: 0 } => "any",
            ObjectType json => "#" + Define(json),
            StringLiteralType word => "'" + word.Value,
            UnionType union => Words(union),
            DiscriminatedObjectType choice => "#" + DefineChoice(choice),
            _ => "any",
        };

    private static string Words(UnionType union)
    {
        string[] words = [.. union.Elements.Select(e => e.Type).OfType<StringLiteralType>().Select(w => w.Value)];
        return words.Length == 0 ? "any" : "'" + string.Join('|', words);
    }

    private string DefineChoice(DiscriminatedObjectType choice)
    {
        if (!_definitions.ContainsKey(choice.Name))
        {
            JsonObject members = new() { ["?"] = choice.Discriminator };
            _definitions[choice.Name] = members;
            foreach ((string? member, ObjectTypeProperty? property) in choice.BaseProperties)
            {
                members[member] = Notation(property);
            }
            foreach ((string? word, ITypeReference? element) in choice.Elements)
            {
                members["?" + word] = Notation(element.Type);
            }
        }
        return choice.Name;
    }

    // Adds members and words that only older versions have: a service still takes them by those versions.
    private void Merge(ObjectType older, ObjectType newest, HashSet<(TypeBase, TypeBase)> seen)
    {
        if (!seen.Add((older, newest)))
        {
            return;
        }
        JsonObject members = _definitions[Define(newest)]!.AsObject();
        foreach ((string? member, ObjectTypeProperty? property) in older.Properties)
        {
            if (!newest.Properties.TryGetValue(member, out ObjectTypeProperty? now))
            {
                members.TryAdd(member, Notation(property).TrimStart('!'));
            }
            else if (property.Type.Type is UnionType && now.Type.Type is UnionType)
            {
                members[member] = Joined(members[member]!.ToString(), Notation(property));
            }
            else
            {
                MergeTypes(property.Type.Type, now.Type.Type, seen);
            }
        }
    }

    private void MergeTypes(TypeBase older, TypeBase newest, HashSet<(TypeBase, TypeBase)> seen)
    {
        switch (older, newest)
        {
            case (ObjectType before, ObjectType { Properties.Count: > 0 } now):
                Merge(before, now, seen);
                break;
            case (ArrayType before, ArrayType now):
                MergeTypes(before.ItemType.Type, now.ItemType.Type, seen);
                break;
        }
    }

    private static string Joined(string notation, string older)
    {
        int from = notation.IndexOf('\'', StringComparison.Ordinal) + 1;
        int olderFrom = older.IndexOf('\'', StringComparison.Ordinal) + 1;
        return from == 0 || olderFrom == 0
            ? notation
            : notation[..from]
                + string.Join(
                    '|',
                    notation[from..].Split('|').Union(older[olderFrom..].Split('|'), StringComparer.OrdinalIgnoreCase)
                );
    }

    private static bool Alike(ObjectType one, ObjectType other) =>
        one.Properties.Count == other.Properties.Count
        && one.Properties.All(p =>
            other.Properties.TryGetValue(p.Key, out ObjectTypeProperty? twin)
            && twin.Flags == p.Value.Flags
            && twin.Type.Type.GetType() == p.Value.Type.Type.GetType()
        );
}
