using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using LocalAzure.Arm;
using LocalAzure.Providers.Resources;
using LocalAzure.Store;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.Deployments;

/// <summary>The stored document of a deployment and of its operations. What clients see never contains secure values.</summary>
internal sealed class DeploymentRecord(ResourceContext context, string id)
{
    public const string Running = "Running";

    public string Id { get; } = id;

    public void Begin(DeploymentPlan plan, ArmRequest request)
    {
        string correlation = request.CorrelationId.Length > 0 ? request.CorrelationId : Guid.NewGuid().ToString();
        JsonObject body = new()
        {
            ["id"] = Id,
            ["name"] = request.Path.Name,
            ["type"] = Deployments.TypeName,
            ["properties"] = new JsonObject
            {
                ["templateHash"] = HashOf(plan.Request.Template),
                ["parameters"] = Parameters(plan),
                ["mode"] = plan.Request.IsComplete ? "Complete" : "Incremental",
                ["provisioningState"] = Running,
                ["timestamp"] = Operations.Stamp(context.Now),
                ["duration"] = "PT0S",
                ["correlationId"] = correlation,
                ["providers"] = Providers(plan),
                ["dependencies"] = Dependencies(plan),
            },
        };
        if (plan.Request.Location is { } location)
        {
            body["location"] = location;
        }
        if (plan.Request.Tags is { } tags)
        {
            body["tags"] = tags.DeepClone();
        }
        foreach (StoredResource old in context.Store.Under(Id + "/operations/"))
        {
            context.Store.Remove(old.Id);
        }
        JsonObject hidden = new()
        {
            ["began"] = Operations.Stamp(context.Now),
            ["template"] = plan.Request.Template.DeepClone(),
            // While it is running, what another process needs to continue it.
            ["caller"] = request.Caller.ObjectId,
            ["parameters"] = Bound(plan),
        };
        context.Store.Put(new StoredResource(Id, Deployments.TypeName, body, hidden));
    }

    public void RememberOperation(string operation) =>
        context.Store.Update(Id, (_, hidden) => hidden["operation"] = operation);

    /// <summary>
    /// The request of a running deployment that another process began. Its parameters have the values that they had then, because a
    /// default may have the time or a random value.
    /// </summary>
    public ArmRequest Request()
    {
        StoredResource stored = context.Store.Find(Id)!;
        JsonObject body = new()
        {
            ["location"] = stored.Body["location"]?.DeepClone(),
            ["tags"] = stored.Body["tags"]?.DeepClone(),
            ["properties"] = new JsonObject
            {
                ["mode"] = stored.Body.At("properties", "mode")?.DeepClone(),
                ["template"] = stored.Hidden.At("template")?.DeepClone(),
                ["parameters"] = stored.Hidden.At("parameters")?.DeepClone(),
            },
        };
        return new ArmRequest(
            "PUT",
            ArmPath.Parse(Id),
            ResourcesVersions.ResourceGroups[^1],
            new Caller(stored.Hidden.At("caller").Text() ?? "")
        )
        {
            Body = body,
        };
    }

    private static JsonObject Bound(DeploymentPlan plan) =>
        new(
            plan.Frame.Template.Parameters.Select(p =>
                KeyValuePair.Create(
                    p.Key,
                    (JsonNode?)
                        new JsonObject
                        {
                            ["value"] = TreeEvaluator.Render(
                                plan.Frame.Parameter(p.Key, new EvaluationContext(plan.Frame))
                            ),
                        }
                )
            )
        );

    public bool IsRunning => context.Store.Find(Id)?.Body.At("properties", "provisioningState").Text() == Running;

    /// <summary>Ends the deployment, unless it has ended already.</summary>
    public void End(
        string state,
        ArmError? error,
        JsonObject? outputs = null,
        JsonObject? secret = null,
        IEnumerable<string>? made = null
    ) =>
        context.Store.Transact(() =>
        {
            if (!IsRunning)
            {
                return;
            }
            string? operation = null;
            context.Store.Update(
                Id,
                (body, hidden) =>
                {
                    JsonObject properties = body.Ensure("properties");
                    properties["provisioningState"] = state;
                    properties["timestamp"] = Operations.Stamp(context.Now);
                    DateTimeOffset began = DateTimeOffset.Parse(hidden["began"].Text()!, CultureInfo.InvariantCulture);
                    properties["duration"] = XmlConvert.ToString(context.Now - began);
                    if (error is not null)
                    {
                        properties["error"] = error.ToJson();
                    }
                    if (outputs is not null)
                    {
                        properties["outputs"] = outputs;
                        hidden["outputs"] = secret;
                    }
                    properties["outputResources"] = new JsonArray([
                        .. (made ?? []).Select(r => (JsonNode)new JsonObject { ["id"] = r }),
                    ]);
                    operation = hidden["operation"].Text();
                    hidden.Remove("caller");
                    hidden.Remove("parameters");
                }
            );
            if (operation is not null)
            {
                context.Operations.Finish(operation, error, state == "Canceled" ? "Canceled" : null);
            }
        });

    /// <summary>Records the state of one resource.</summary>
    public void Step(
        string operation,
        string provisioning,
        string resourceId,
        string type,
        string state,
        int status,
        ArmError? error
    )
    {
        string step = $"{Id}/operations/{operation}";
        JsonObject properties = new()
        {
            ["provisioningOperation"] = provisioning,
            ["provisioningState"] = state,
            ["timestamp"] = Operations.Stamp(context.Now),
            ["duration"] = "PT0S",
            ["trackingId"] = Guid.NewGuid().ToString(),
            ["statusCode"] = state == Running ? "Accepted" : ((System.Net.HttpStatusCode)status).ToString(),
            ["targetResource"] = new JsonObject
            {
                ["id"] = resourceId,
                ["resourceType"] = type,
                ["resourceName"] = resourceId[(resourceId.LastIndexOf('/') + 1)..],
            },
        };
        if (error is not null)
        {
            properties["statusMessage"] = new JsonObject { ["status"] = "Failed", ["error"] = error.ToJson() };
        }
        context.Store.Put(
            new StoredResource(
                step,
                DeploymentOperations.TypeName,
                new JsonObject
                {
                    ["id"] = step,
                    ["operationId"] = operation,
                    ["properties"] = properties,
                }
            )
        );
    }

    public static JsonObject Parameters(DeploymentPlan plan)
    {
        JsonObject shown = new();
        foreach ((string? name, JsonNode? node) in plan.Frame.Template.Parameters)
        {
            if (node is not JsonObject schema)
            {
                continue;
            }
            string type = TypeCheck.Resolve(schema, plan.Frame.Template).Member("type").Display();
            JsonObject entry = new() { ["type"] = TypeName(type) };
            if (!ParameterBinding.IsSecure(schema, plan.Frame.Template))
            {
                entry["value"] = TreeEvaluator.Render(plan.Frame.Parameter(name, new EvaluationContext(plan.Frame)));
            }
            shown[name] = entry;
        }
        return shown;
    }

    public static string TypeName(string type) =>
        type.ToUpperInvariant() switch
        {
            "SECURESTRING" => "SecureString",
            "SECUREOBJECT" => "SecureObject",
            "" => "Object",
            _ => char.ToUpperInvariant(type[0]) + type[1..],
        };

    private static JsonArray Providers(DeploymentPlan plan) =>
        new([
            .. plan
                .Active.GroupBy(r => r.Type.Split('/')[0], StringComparer.OrdinalIgnoreCase)
                .Select(ns =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["namespace"] = ns.Key,
                            ["resourceTypes"] = new JsonArray([
                                .. ns.Select(r => r.Type[(r.Type.IndexOf('/', StringComparison.Ordinal) + 1)..])
                                    .Distinct(StringComparer.OrdinalIgnoreCase)
                                    .Select(t =>
                                        (JsonNode)
                                            new JsonObject { ["resourceType"] = t, ["locations"] = new JsonArray() }
                                    ),
                            ]),
                        }
                ),
        ]);

    private static JsonArray Dependencies(DeploymentPlan plan) =>
        new([
            .. plan
                .Waits.Where(w => w.Value.Count > 0)
                .Select(w =>
                {
                    JsonObject shown = Shown(w.Key);
                    JsonArray on = new([.. w.Value.Select(d => (JsonNode)Shown(d))]);
                    return (JsonNode)
                        new JsonObject
                        {
                            ["dependsOn"] = on,
                            ["id"] = shown["id"]!.DeepClone(),
                            ["resourceType"] = w.Key.Type,
                            ["resourceName"] = w.Key.Name,
                        };
                }),
        ]);

    private static JsonObject Shown(PlannedResource r) =>
        new()
        {
            ["id"] = r.Id,
            ["resourceType"] = r.Type,
            ["resourceName"] = r.Name,
        };

    private static string HashOf(JsonObject template) =>
        template.At("metadata", "_generator", "templateHash").Text()
        ?? BitConverter
            .ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(template.ToJsonString())))
            .ToString(CultureInfo.InvariantCulture);
}
