using System.Text.Json;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Az;

/// <summary>Asks which account the Azure CLI is signed in to.</summary>
public sealed class AzAccountShow : AzTool<AzSettings>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>A runner in Cake's surroundings.</summary>
    /// <param name="context">The surroundings.</param>
    public AzAccountShow(ICakeContext context)
        : base(context) { }

    /// <summary>Asks.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="AzException">Nobody is signed in, or the answer is no account.</exception>
    /// <exception cref="CakeException">The Azure CLI is not found.</exception>
    public AzAccount Show(AzSettings settings)
    {
        string answer = Ask(settings, new ProcessArgumentBuilder().Append("account").Append("show"));
        try
        {
            return JsonSerializer.Deserialize<AzAccount>(answer, Json)
                ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException error)
        {
            throw new AzException($"'az account show' did not answer with an account: {error.Message}", error);
        }
    }
}
