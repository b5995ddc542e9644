namespace LocalAzure.ImageBuilder;

/// <summary>Kinds of JSON values that the image builder's schema tells apart.</summary>
internal enum ShapeKind
{
    Text,
    Number,
    Flag,
    Object,
    List,

    /// <summary>An object whose names are free.</summary>
    Map,
}
