using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.OperationalInsights;

/// <summary>
/// Log Analytics workspaces, as destinations of data collection rules: they contain no data. Source: Azure/bicep-types-az,
/// Microsoft.OperationalInsights; naming rules of that namespace.
/// </summary>
internal sealed class Workspaces(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.OperationalInsights/workspaces";

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    protected override LongRunningStyle? DeleteStyle => LongRunningStyle.Location;

    protected override string NamePattern => "^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$";

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties["customerId"] = existing?.Body.At("properties", "customerId").Text() ?? Guid.NewGuid().ToString();
        properties.Ensure("sku")["name"] ??= "PerGB2018";
        properties["retentionInDays"] ??= 30;
        properties["publicNetworkAccessForIngestion"] ??= "Enabled";
        properties["publicNetworkAccessForQuery"] ??= "Enabled";
    }
}
