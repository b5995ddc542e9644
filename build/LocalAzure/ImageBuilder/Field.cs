namespace LocalAzure.ImageBuilder;

/// <summary>A property of an object.</summary>
internal sealed record Field(string Name, Shape Shape)
{
    public bool Required { get; init; }

    /// <summary>ARM takes it in a body and forgets it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The first API version that knows it; empty for all.</summary>
    public string Since { get; init; } = "";
}
