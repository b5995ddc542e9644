using LocalAzure.TemplateLanguage.Evaluation;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>
/// All functions by case-insensitive name, with one file per family. To add a function, add it to its family.
/// </summary>
internal static class FunctionTable
{
    private static readonly Dictionary<string, FunctionDefinition> Functions = new FunctionDefinition[][]
    {
        StringFunctions.All,
        EncodingFunctions.All,
        UriParts.All,
        CollectionFunctions.All,
        SetFunctions.All,
        ObjectFunctions.All,
        LogicalFunctions.All,
        NumericFunctions.All,
        DateFunctions.All,
        CidrFunctions.All,
        LambdaFunctions.All,
        ScopeFunctions.All,
        ResourceIdFunctions.All,
        RuntimeFunctions.All,
    }
        .SelectMany(family => family)
        .ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Functions.Keys;

    public static FunctionDefinition? Find(string name) =>
        Functions.GetValueOrDefault(name)
        ?? (
            name.Length > 4 && name.StartsWith("list", StringComparison.OrdinalIgnoreCase)
                ? RuntimeFunctions.List
                : null
        );
}
