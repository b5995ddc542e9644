namespace Ci.Tests;

/// <summary>What differs between the two CIs when a job is run.</summary>
internal interface ICiDialect
{
    /// <summary>Whether a job or a step runs.</summary>
    bool Holds(string condition, CiState state);

    /// <summary>The value of an expression in a variable, as <c>${{ … }}</c> or <c>$(…)</c>.</summary>
    string Fill(string text, CiState state);

    /// <summary>The variables that the CI itself sets for a step.</summary>
    IReadOnlyDictionary<string, string?> Variables(string folder);

    /// <summary>What a step set for later ones: from what it printed, and from the files of <see cref="Variables"/>.</summary>
    IReadOnlyDictionary<string, string> Outputs(string printed, string folder);
}
