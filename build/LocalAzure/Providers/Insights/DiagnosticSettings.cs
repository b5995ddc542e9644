using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Insights;

/// <summary>Diagnostic settings of a resource. Source: REST API "Diagnostic Settings".</summary>
internal sealed class DiagnosticSettings(ResourceContext context)
    : StoredType(context, TypeName, ["2021-05-01-preview"])
{
    public const string TypeName = "Microsoft.Insights/diagnosticSettings";

    protected override bool IsTracked => false;

    // diagnosticsSettings_API.json: 200 only.
    protected override int StatusOfPut(bool isNew) => 200;

    protected override ArmResponse List(ArmRequest request) =>
        ArmResponse.List(
            Context
                .Store.OfType(TypeName)
                .Where(setting => ArmPath.Same(ArmPath.Parse(setting.Id).Scope, request.Path.Scope))
                .Select(Render)
        );
}
