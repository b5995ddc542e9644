namespace Jumpbox.Customizer;

/// <summary>One Shell customizer or validator of Azure Image Builder.</summary>
/// <param name="Name">The step's stable name in lower-case letters and dashes, for example <c>download-tools</c>.</param>
/// <param name="Inline">
/// The lines of the script. The service joins them with line feeds, puts <c>#!/bin/sh -e</c> before them and runs the file
/// as an ordinary user who may use sudo. Source: Packer, shell provisioner, <c>inline</c> and <c>inline_shebang</c>.
/// </param>
public sealed record CustomizerStep(string Name, IReadOnlyList<string> Inline);
