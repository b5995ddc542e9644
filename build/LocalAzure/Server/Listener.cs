using System.Net;
using System.Security.Cryptography.X509Certificates;
using LocalAzure.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalAzure.Server;

/// <summary>HTTPS on 127.0.0.1.</summary>
internal static class Listener
{
    /// <param name="port">The port to listen on; 0 for the remembered one if it is free, else any.</param>
    /// <param name="remembered">The previous port; 0 for none.</param>
    /// <param name="certificate">The server's certificate, with its key.</param>
    /// <param name="handle">The request handler.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="LocalAzureException">The port is in use.</exception>
    public static async Task<(WebApplication Application, int Port)> StartAsync(
        int port,
        int remembered,
        X509Certificate2 certificate,
        RequestDelegate handle,
        CancellationToken cancellationToken
    )
    {
        int[] candidates =
            port != 0 ? [port]
            : remembered != 0 ? [remembered, 0]
            : [0];
        foreach (int candidate in candidates)
        {
            WebApplication application = Build(candidate, certificate, handle);
            try
            {
                await application.StartAsync(cancellationToken);
                IServerAddressesFeature address = application
                    .Services.GetRequiredService<IServer>()
                    .Features.Get<IServerAddressesFeature>()!;
                return (application, new Uri(address.Addresses.First()).Port);
            }
            catch (IOException e) when (e.InnerException is AddressInUseException)
            {
                await application.DisposeAsync();
                if (port != 0)
                {
                    throw new LocalAzureException(
                        $"Port {port} on 127.0.0.1 is in use. End what listens there, or give --port=0 to take any free one.",
                        e
                    );
                }
            }
        }
        throw new LocalAzureException("No free port was found on 127.0.0.1.");
    }

    private static WebApplication Build(int port, X509Certificate2 certificate, RequestDelegate handle)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate));
        });
        WebApplication application = builder.Build();
        application.Run(handle);
        return application;
    }
}
