using UrbanGrid.EdgeAgent;

return await CommandLine.RunAsync(args);
