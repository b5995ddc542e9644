namespace LocalAzure.Specifications;

/// <summary>Where a body differs from its specification.</summary>
/// <param name="Kind">The kind of the difference.</param>
/// <param name="Path">The member, for example <c>properties.subnets[0].name</c>.</param>
/// <param name="Definition">The name of the object that has the member.</param>
/// <param name="Value">The value in the body, as a text.</param>
/// <param name="Expected">What is expected instead: a type, or the known words.</param>
internal sealed record SpecificationProblem(
    ProblemKind Kind,
    string Path,
    string Definition,
    string Value = "",
    string Expected = ""
)
{
    /// <summary>The last member of the path.</summary>
    public string Member => Path[(Path.LastIndexOf('.') + 1)..];
}

/// <summary>The kinds of differences.</summary>
internal enum ProblemKind
{
    /// <summary>A member that the specification does not have.</summary>
    Unknown,

    /// <summary>A required member is missing.</summary>
    Missing,

    /// <summary>A value of another type.</summary>
    WrongType,

    /// <summary>A text that is not one of the known words, or a number outside its range.</summary>
    WrongValue,
}
