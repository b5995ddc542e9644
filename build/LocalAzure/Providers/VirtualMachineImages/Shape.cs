namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// The schema of a JSON value. Property names are case-sensitive; properties of later API versions are unknown.
/// </summary>
internal sealed record Shape(ShapeKind Kind)
{
    public static readonly Shape Text = new(ShapeKind.Text);
    public static readonly Shape Flag = new(ShapeKind.Flag);
    public static readonly Shape TextMap = new(ShapeKind.Map) { Items = Text };

    /// <summary>The properties of an object, or the common ones of all variants.</summary>
    public IReadOnlyDictionary<string, Field> Fields { get; init; } = new Dictionary<string, Field>();

    /// <summary>The schema of an array's items or of a map's values.</summary>
    public Shape? Items { get; init; }

    /// <summary>The property that selects a variant.</summary>
    public string? Discriminator { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, Field>> Variants { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, Field>>();

    /// <summary>The allowed values of a string; empty for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The regular expression for a string; null for any.</summary>
    public string? Pattern { get; init; }

    public int Least { get; init; } = int.MinValue;

    public int Most { get; init; } = int.MaxValue;

    public static Shape OneOf(params IReadOnlyList<string> words) => new(ShapeKind.Text) { Words = words };

    public static Shape Number(int least, int most = int.MaxValue) =>
        new(ShapeKind.Number) { Least = least, Most = most };

    public static Shape Matching(string pattern) => new(ShapeKind.Text) { Pattern = pattern };

    public static Shape ListOf(Shape items) => new(ShapeKind.List) { Items = items };

    public static Shape MapOf(Shape values) => new(ShapeKind.Map) { Items = values };

    public static Shape Of(params IReadOnlyList<Field> fields) =>
        new(ShapeKind.Object) { Fields = fields.ToDictionary(f => f.Name, StringComparer.Ordinal) };

    public static Shape ByType(
        string discriminator,
        IReadOnlyList<Field> common,
        params IReadOnlyList<(string Value, Field[] Fields)> variants
    ) =>
        Of(common) with
        {
            Discriminator = discriminator,
            Variants = variants.ToDictionary(
                v => v.Value,
                v => (IReadOnlyDictionary<string, Field>)v.Fields.ToDictionary(f => f.Name, StringComparer.Ordinal),
                StringComparer.Ordinal
            ),
        };
}

/// <summary>A property of an object.</summary>
internal sealed record Field(string Name, Shape Shape)
{
    public bool Required { get; init; }

    /// <summary>ARM accepts it in a body and ignores it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The first API version with this property; empty for all.</summary>
    public string Since { get; init; } = "";
}

/// <summary>The kinds of JSON values in the image builder's schema.</summary>
internal enum ShapeKind
{
    Text,
    Number,
    Flag,
    Object,
    List,

    /// <summary>An object with arbitrary names.</summary>
    Map,
}
