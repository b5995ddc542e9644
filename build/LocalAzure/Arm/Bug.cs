namespace LocalAzure.Arm;

/// <summary>An exception that ought not to be: a client gets what a client can use, whoever debugs LocalAzure gets the trace.</summary>
internal static class Bug
{
    /// <summary>Writes the trace.</summary>
    /// <returns>The error that a client sees.</returns>
    public static ArmError Trace(Exception exception)
    {
        System.Diagnostics.Trace.TraceError(exception.ToString());
        return new ArmError("InternalServerError", $"LocalAzure failed: {exception.GetType().Name}.");
    }
}
