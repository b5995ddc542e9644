namespace Build.Clouds;

/// <summary>Instructions for configuring clients of a served LocalAzure.</summary>
internal static class ServeGuide
{
    /// <summary>Returns the lines for the screen.</summary>
    public static IEnumerable<string> Lines(
        Uri endpoint,
        string authority,
        string ready,
        string subscription,
        string tenant
    ) =>
        [
            $"LocalAzure is listening on {endpoint}. Nothing leaves this machine. Press Ctrl+C to stop.",
            $"Certificate to trust: {authority}",
            $"Ready file with tokens, for scripts (mode 0600): {ready}",
            "",
            "This program, from another terminal:",
            $"  ./build.sh --target=Build --served={ready} --artifacts=DIR",
            "curl:",
            $"  curl --cacert {authority} -H \"Authorization: Bearer $(jq -r .managementToken {ready})\" \\",
            $"    '{endpoint}subscriptions/{subscription}/resourcegroups?api-version=2024-03-01'",
            ".NET:   ArmClientOptions { Environment = new ArmEnvironment(new Uri(endpoint), \"https://management.azure.com\") }",
            "        with a TokenCredential that returns managementToken, and a transport that trusts the certificate",
            "JavaScript: NODE_EXTRA_CA_CERTS=<certificate>, new ResourceManagementClient(credential, id, { endpoint })",
            "Python: REQUESTS_CA_BUNDLE=<certificate>, ResourceManagementClient(credential, id, base_url=endpoint)",
            "Go:     SSL_CERT_FILE=<certificate>, cloud.Configuration with the endpoint for cloud.ResourceManager",
            "Azure CLI (`az cloud set -n AzureCloud` switches back to Azure):",
            $"  export REQUESTS_CA_BUNDLE={authority}",
            $"  az cloud register -n LocalAzure --cloud-config '{CliCloud(endpoint)}' && az cloud set -n LocalAzure",
            $"  az login --service-principal -u localazure --tenant {tenant} -p \"$(jq -r .managementToken {ready})\"",
            "Terraform (azurerm): SSL_CERT_FILE=<certificate>, ARM_METADATA_HOSTNAME=<host and port of the endpoint>,",
            "        ARM_TENANT_ID=<tenantId>, ARM_SUBSCRIPTION_ID=<subscriptionId>, ARM_CLIENT_ID=<any GUID>,",
            "        ARM_CLIENT_SECRET=<managementToken>; so does any client that signs in with a client secret at <endpoint>",
        ];

    // What az reads from /metadata/endpoints lacks the address of Microsoft Graph.
    private static string CliCloud(Uri endpoint)
    {
        string address = endpoint.GetLeftPart(UriPartial.Authority);
        return $$$"""{"endpoints":{"resourceManager":"{{{address}}}","microsoftGraphResourceId":"{{{address}}}"}}""";
    }
}
