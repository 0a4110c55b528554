import { describe, expect, it } from 'vitest'
import { readPaste } from './smart-paste'

const H = 'adb-984752964297111.11.azuredatabricks.net'
const I = '0123456789abcdef'
const P = `/sql/1.0/warehouses/${I}`
const T = `dapi${'4f'.repeat(16)}`
const W = { host: H, port: '443', httpPath: P }

/** What admins have at hand, where it comes from, and all that is to be taken from it: no more and no less. */
const SAMPLES: [from: string, text: string, wanted: Record<string, string>][] = [
  ['a Terraform provider with variables',`provider "databricks" {\n  host  = var.databricks_host\n  token = var.databricks_token\n}`,{}],
  ['a Terraform provider with its host',`provider "databricks" {\n  host  = "https://${H}"\n  token = var.databricks_token\n}\nresource "databricks_sql_endpoint" "this" {\n  name = "x"\n}`,{host:H}],
  ['Terraform with references to resources',`host = data.azurerm_databricks_workspace.this.workspace_url\ntoken = databricks_token.pat.token_value\ncatalog = "main"`,{catalog:'main'}],
  ['Terraform with interpolation',`host = "https://\${local.host}"\nhttp_path = "${P}"\ntoken = local.t`,{httpPath:P}],
  ['json path',JSON.stringify({host:H,path:P,token:T}),{host:H,httpPath:P,token:T}],
  ['json path only',JSON.stringify({hostname:H,path:P,port:443}),W],
  ['json filepath',JSON.stringify({host:H,path:'/usr/local/bin'}),{host:H}],
  ['mail',`Hi Asha,\n\nhere are the details:\nHost: ${H}\nPort: 443\nPath: ${P}\nToken: ${T}\n\nRegards`,{...W,token:T}],
  ['mail bullets',`- Host: ${H}\n- Path: ${P}\n- Catalog: main\n- Schema: sales`,{host:H,httpPath:P,catalog:'main',schema:'sales'}],
  ['angle url',`<https://${H}/?o=984752964297111>`,{host:H}],
  ['slack link',`<https://${H}/sql/warehouses/${I}?o=1|warehouse>`,{host:H,httpPath:P}],
  ['slack msg',`*Server hostname:* \`${H}\`\n*HTTP path:* \`${P}\`\n*Port:* \`443\``,W],
  ['slack fenced','```\nhost: '+H+'\nhttp_path: '+P+'\n```',{host:H,httpPath:P}],
  ['angle in mail',`Server hostname: <https://${H}>\nHTTP path: ${P}`,{host:H,httpPath:P}],
  ['markdown link',`Host: [${H}](https://${H}/)\nHTTP path: \`${P}\``,{host:H,httpPath:P}],
  ['confluence table',`Server hostname\tPort\tHTTP path\n${H}\t443\t${P}`,W],
  ['excel row',`CleverTap prod\t${H}\t443\t${P}\tmain\tsales`,{name:'CleverTap prod',...W,catalog:'main',schema:'sales'}],['excel row token',`${H}\t443\t${P}\t${T}\tmain\tsales`,{...W,token:T,catalog:'main',schema:'sales'}],['excel two cells',`Host\t${H}`,{host:H}],
  ['excel columns + header',`Connection Name\tHost\tPort\tHTTP Path\tCatalog\tSchema\nCleverTap prod\t${H}\t443\t${P}\tmain\tsales`,{name:'CleverTap prod',...W,catalog:'main',schema:'sales'}],
  ['md table',`| Field | Value |\n|---|---|\n| Server hostname | ${H} |\n| Port | 443 |\n| HTTP path | ${P} |\n| Catalog | main |`,{...W,catalog:'main'}],
  ['dbt two outputs',`shop:\n  target: dev\n  outputs:\n    dev:\n      type: databricks\n      catalog: main\n      schema: sales\n      host: ${H}\n      http_path: ${P}\n      token: ${T} # mine\n      threads: 4\n    prod:\n      type: databricks\n      host: dbc-aaaaaaaa-bbbb.cloud.databricks.com\n      http_path: /sql/1.0/warehouses/ffffffffffffffff\n`,{host:H,httpPath:P,catalog:'main',schema:'sales',token:T}],
  ['airflow uri',`databricks://token:${T}@${H}:443/main?http_path=${encodeURIComponent(P)}&schema=sales`,{host:H,port:'443',httpPath:P,token:T,schema:'sales'}],
  ['airflow env',`AIRFLOW_CONN_DATABRICKS_DEFAULT='databricks://token:${T}@${H}?http_path=%2Fsql%2F1.0%2Fwarehouses%2F${I}'`,{host:H,httpPath:P,token:T}],
  ['airflow json',JSON.stringify({conn_type:'databricks',host:'https://'+H,password:T,extra:JSON.stringify({http_path:P})}),{host:H,httpPath:P,token:T}],
  ['sqlalchemy',`engine = create_engine("databricks://token:${T}@${H}?http_path=${P}&catalog=main&schema=sales")`,{host:H,httpPath:P,token:T,catalog:'main',schema:'sales'}],
  ['spark conf',`spark.databricks.host ${H}\nspark.databricks.token ${T}\nspark.databricks.httpPath ${P}`,{host:H,httpPath:P,token:T}],
  ['spark df options',`.option("host", "${H}")\n.option("httpPath", "${P}")\n.option("personalAccessToken", "${T}")`,{host:H,httpPath:P,token:T}],
  ['spark jdbc option',`.option("url", "jdbc:databricks://${H}:443;httpPath=${P};PWD=${T}")`,{host:H,port:'443',httpPath:P,token:T}],
  ['power bi M',`let Source = Databricks.Catalogs("${H}", "${P}", [Catalog="main", Database="sales"]) in Source`,{host:H,httpPath:P,catalog:'main'}],
  ['power bi text',`Server Hostname: ${H}\nHTTP Path: ${P}\nData Connectivity mode: Import`,{host:H,httpPath:P}],
  ['tableau',`Server Hostname: ${H}\nHTTP Path: ${P}\nAuthentication: Personal Access Token\nCatalog: main`,{host:H,httpPath:P,catalog:'main'}],
  ['env quotes',`# prod\nexport DATABRICKS_HOST='https://${H}/'\nexport DATABRICKS_TOKEN="${T}"\nexport DATABRICKS_WAREHOUSE_ID=${I}\nexport DATABRICKS_CATALOG="main"`,{host:H,httpPath:P,token:T,catalog:'main'}],
  ['k8s plain',`apiVersion: v1\nkind: Secret\nmetadata:\n  name: databricks\n  namespace: default\nstringData:\n  DATABRICKS_HOST: ${H}\n  DATABRICKS_HTTP_PATH: ${P}\n  DATABRICKS_TOKEN: "${T}"`,{host:H,httpPath:P,token:T}],
  ['k8s env list',`env:\n  - name: DATABRICKS_HOST\n    value: ${H}\n  - name: DATABRICKS_HTTP_PATH\n    value: "${P}"`,{host:H,httpPath:P}],
  ['azure portal json',JSON.stringify({id:'/subscriptions/x/resourceGroups/r/providers/Microsoft.Databricks/workspaces/w',name:'w',location:'westeurope',properties:{workspaceId:'984752964297111',workspaceUrl:H,managedResourceGroupId:'/x'}}),{host:H}],
  ['auth describe',`Host: https://${H}\nUser: asha@shop.example\nAuthenticated with: pat\n-----\nCurrent configuration:\n  ✓ host: https://${H} (from DATABRICKS_HOST environment variable)\n  ✓ token: ******** (from DATABRICKS_TOKEN environment variable)\n  ✓ profile: default`,{host:H}],
  ['auth env',JSON.stringify({env:{DATABRICKS_AUTH_TYPE:'pat',DATABRICKS_HOST:'https://'+H,DATABRICKS_TOKEN:T}}),{host:H,token:T}],
  ['odbc ini',`[ODBC]\nDriver=/Library/simba/spark/lib/libsparkodbc_sb64-universal.dylib\nHost=${H}\nPort=443\nHTTPPath=${P}\nThriftTransport=2\nSSL=1\nAuthMech=3\nUID=token\nPWD=${T}`,{...W,token:T}],
  ['jdbc uid',`jdbc:databricks://${H}:443;transportMode=http;ssl=1;httpPath=${P};AuthMech=3;UID=token;PWD=${T}`,{...W,token:T}],
  ['jdbc in text',`The JDBC URL is jdbc:databricks://${H}:443/default;transportMode=http;ssl=1;AuthMech=3;httpPath=${P};`,{host:H,port:'443',httpPath:P}],
  ['python',`connection = sql.connect(server_hostname="${H}", http_path="${P}", access_token="${T}")`,{host:H,httpPath:P,token:T}],
  ['python os.environ',`sql.connect(server_hostname = os.getenv("DATABRICKS_SERVER_HOSTNAME"),\n http_path = os.getenv("DATABRICKS_HTTP_PATH"),\n access_token = os.getenv("DATABRICKS_TOKEN"))`,{}],
  ['node env',`client.connect({\n  host: process.env.DATABRICKS_HOST,\n  path: process.env.DATABRICKS_PATH,\n  token: process.env.TOKEN\n})`,{}],
  ['node',`client.connect({\n  host: '${H}',\n  path: '${P}',\n  token: '${T}',\n})`,{host:H,httpPath:P,token:T}],
  ['docker run',`docker run -e DATABRICKS_HOST=${H} -e DATABRICKS_HTTP_PATH=${P} -e DATABRICKS_TOKEN=${T} img`,{host:H,httpPath:P,token:T}],
  ['gh actions',`env:\n  DATABRICKS_HOST: \${{ vars.HOST }}\n  DATABRICKS_TOKEN: \${{ secrets.TOKEN }}`,{}],
  ['toml/connections',`[connections.prod]\nserver_hostname = "${H}"\nhttp_path = "${P}"`,{host:H,httpPath:P}],
  ['yaml quoted list',`databricks:\n  - host: "${H}"\n    httpPath: "${P}"\n    personalAccessToken: "${T}"`,{host:H,httpPath:P,token:T}],
  ['properties',`databricks.host=${H}\ndatabricks.http.path=${P}\ndatabricks.token=${T}`,{host:H,httpPath:P,token:T}],
  ['spring',`spring.datasource.url=jdbc:databricks://${H}:443/default;httpPath=${P}\nspring.datasource.username=token\nspring.datasource.password=${T}`,{host:H,port:'443',httpPath:P,token:T}],
  ['vault',`Key          Value\n---          -----\nhost         ${H}\nhttp_path    ${P}\ntoken        ${T}`,{host:H,httpPath:P,token:T}],
  ['aws secret',`{"SecretString": "{\\"host\\":\\"${H}\\",\\"http_path\\":\\"${P}\\",\\"token\\":\\"${T}\\"}"}`,{host:H,httpPath:P,token:T}],
  ['clevertap form',`Connection Name\nProd\nHost\n${H}\nPort\n443\nHTTP Path\n${P}\nPersonal Access Token\n${T}\nCatalog\nmain\nSchema\nsales`,{name:'Prod',...W,token:T,catalog:'main',schema:'sales'}],
  ['ipython uses smart quotes',`Host: “${H}”\nPath: “${P}”`,{host:H,httpPath:P}],
  ['warehouse get cli',`{"id":"${I}","name":"w","odbc_params":{"hostname":"${H}","path":"${P}","port":443,"protocol":"https"}}`,W],
  ['bundle',`targets:\n  prod:\n    workspace:\n      host: https://${H}\n    variables:\n      warehouse_id: ${I}\n      catalog: main`,{host:H,httpPath:P,catalog:'main'}],
]

describe('a paste from', () => {
  it.each(SAMPLES)('%s', (_from, text, wanted) => {
    const { values, token } = readPaste(text, 'host')
    expect({ ...Object.fromEntries(values.map(({ field, value }) => [field, value])), ...(token === undefined ? {} : { token }) }).toEqual(wanted)
  })
})
