using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Templates;

namespace Jumpbox.Rollouts;

/// <summary>Tells one deployment from another by what it deploys. Another version of the compiler makes no other one.</summary>
public static class DeploymentDigest
{
    /// <summary>The SHA-256 of parameters and template, 64 hexadecimal digits.</summary>
    /// <param name="values">The parameters.</param>
    /// <param name="template">The compiled template.</param>
    public static string Of(JsonObject values, JsonObject template)
    {
        JsonObject copy = (JsonObject)template.DeepClone();
        _ = copy.Remove("metadata");
        string text = $"{CanonicalJson.Write(values)}\n{CanonicalJson.Write(copy)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
