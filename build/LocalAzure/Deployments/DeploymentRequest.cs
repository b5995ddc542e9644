using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.TemplateLanguage;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.Deployments;

internal sealed record DeploymentRequest(
    JsonObject Template,
    JsonObject Parameters,
    bool IsComplete,
    string? Location,
    JsonNode? Tags
)
{
    // What changes a deployment in Azure, and would be ignored here.
    private static readonly string[] Unmodelled =
    [
        "parametersLink",
        "onErrorDeployment",
        "extensionConfigs",
        "externalInputs",
    ];

    private const int MostBytes = 4 * 1024 * 1024;

    /// <exception cref="ArmException">The body is not a deployment.</exception>
    public static DeploymentRequest Read(ArmRequest request)
    {
        JsonObject body = request.RequireBody();
        JsonObject properties =
            body["properties"].Object()
            ?? throw Invalid("InvalidDeployment", "The 'properties' segment of the deployment is not an object.");
        bool inGroup = request.Path.ResourceGroup is not null;
        string? location = body["location"].Text();
        if (inGroup && location is not null)
        {
            throw Invalid(
                "InvalidDeployment",
                "The 'location' property is not allowed for a deployment at resource group scope."
            );
        }
        if (!inGroup && string.IsNullOrWhiteSpace(location))
        {
            throw Invalid(
                "LocationRequired",
                "The 'location' property must be specified for a deployment at subscription scope."
            );
        }
        if (location is not null)
        {
            location = Regions.Normalize(location);
            Regions.Check(location, Deployments.TypeName);
        }
        if (properties["templateLink"] is not null)
        {
            throw new ArmException(
                501,
                "NotModelled",
                "LocalAzure makes no outgoing request, so 'templateLink' cannot be followed. Send the template in 'template'."
            );
        }
        if (Array.Find(Unmodelled, name => properties[name] is not null) is { } other)
        {
            throw new ArmException(
                501,
                "NotModelled",
                $"LocalAzure does not model 'properties.{other}' of a deployment (PUT {request.Path.Id})."
            );
        }
        JsonObject template =
            properties["template"].Object()
            ?? throw Invalid(
                "InvalidTemplate",
                "Deployment template validation failed: 'The template is missing or not an object.'."
            );
        if (Encoding.UTF8.GetByteCount(template.ToJsonString()) > MostBytes)
        {
            throw Invalid("RequestContentTooLarge", $"The template exceeds the limit of {MostBytes} bytes.");
        }
        string? mode = properties["mode"].Text();
        bool complete = ArmPath.Same(mode, "Complete");
        if (!complete && !ArmPath.Same(mode, "Incremental"))
        {
            throw Invalid(
                "InvalidDeployment",
                $"The deployment mode '{mode}' is not one of 'Incremental' and 'Complete'."
            );
        }
        if (complete && !inGroup)
        {
            throw Invalid("InvalidDeployment", "The mode 'Complete' is only for deployments at resource group scope.");
        }
        return new(template, properties["parameters"].Object() ?? [], complete, location, body["tags"]);
    }

    /// <summary>Returns the parameter values.</summary>
    /// <exception cref="TemplateException">A parameter has no value.</exception>
    public Dictionary<string, Expression> Values()
    {
        Dictionary<string, Expression> result = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string? name, JsonNode? given) in Parameters)
        {
            result[name] =
                given is JsonObject holder && holder.TryMember("value", out JsonNode? value)
                    ? new ValueExpression(value)
                    : throw (
                        given.At("reference") is null
                            ? new TemplateException($"The parameter '{name}' has no 'value'.")
                            : TemplateException.NotModelled(
                                $"key vaults: the parameter '{name}' refers to a secret of one"
                            )
                    );
        }
        return result;
    }

    private static ArmException Invalid(string code, string message) => new(400, code, message);
}
