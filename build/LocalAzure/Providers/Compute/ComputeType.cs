using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Common to the types of Microsoft.Compute that clients create: polling style, and how a wrong body is refused.</summary>
internal abstract class ComputeType(ResourceContext context, string name, params IReadOnlyList<string> apiVersions)
    : StoredType(context, name, apiVersions)
{
    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    protected override LongRunningStyle? DeleteStyle => LongRunningStyle.Both;

    // Azure/azure-rest-api-specs#7215 quotes BadRequest for what cannot be read; the rest is InvalidParameter.
    protected override ArmError? Judge(ArmRequest request, IReadOnlyList<SpecificationProblem> problems)
    {
        SpecificationProblem first = problems[0];
        return first.Kind switch
        {
            ProblemKind.Unknown => new ArmError(
                "BadRequest",
                $"Could not find member '{first.Member}' on object of type '{first.Definition}'. Path '{first.Path}'.",
                first.Path
            ),
            ProblemKind.WrongType => new ArmError(
                "BadRequest",
                $"Error converting value {first.Value} to type '{first.Expected}'. Path '{first.Path}'.",
                first.Path
            ),
            ProblemKind.Missing => new ArmError(
                "InvalidParameter",
                $"Required parameter '{first.Member}' is missing (null).",
                first.Path
            ),
            _ => new ArmError(
                "InvalidParameter",
                $"The value '{first.Value}' of parameter '{first.Path}' is not one of {first.Expected}.",
                first.Path
            ),
        };
    }
}
